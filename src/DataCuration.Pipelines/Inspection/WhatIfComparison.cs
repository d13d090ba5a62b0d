using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.Stages.Pooling;

namespace DataCuration.Pipelines.Inspection;

/// <summary>Compares two decisions over the same documents. Pure.</summary>
internal static class WhatIfComparison
{
    public static WhatIfReport Compare(
        WhatIfSide before, WhatIfSide after, IReadOnlyList<DocumentPart> parts, IReadOnlyList<string> changes, bool isTokenCountEstimated, int examplesPerSide)
    {
        Groups sources = new();
        Groups pools = new();
        List<int> returned = [];
        List<int> lost = [];
        DecisionTable table = before.Table;
        string[] sourceOf = [.. parts.Select(part => DocumentPools.SourceOf(part.Name))];
        for (int part = 0; part < table.PartCount; part++)
        {
            for (int row = table.PartStarts[part]; row < table.PartStarts[part + 1]; row++)
            {
                string? poolBefore = before.Pools.NameOf(row);
                string? poolAfter = after.Pools.NameOf(row);
                sources.Add(poolBefore is null ? null : sourceOf[part], poolAfter is null ? null : sourceOf[part], table.Tokens[row]);
                pools.Add(poolBefore, poolAfter, table.Tokens[row]);
                if (poolBefore is null != poolAfter is null)
                {
                    (poolAfter is null ? lost : returned).Add(row);
                }
            }
        }

        return new WhatIfReport
        {
            Changes = changes,
            Documents = new WhatIfReport.Counts(
                table.Count,
                sources.All.Sum(group => group.DocumentsBefore),
                sources.All.Sum(group => group.DocumentsAfter),
                sources.All.Sum(group => group.TokensBefore),
                sources.All.Sum(group => group.TokensAfter),
                returned.Count,
                lost.Count),
            IsTokenCountEstimated = isTokenCountEstimated,
            Rules = before.Rules.Keys.Union(after.Rules.Keys).Order(StringComparer.Ordinal)
                .Select(rule => new WhatIfReport.RuleChange(
                    rule, before.Rules.GetValueOrDefault(rule).All, after.Rules.GetValueOrDefault(rule).All, after.Rules.GetValueOrDefault(rule).Only))
                .ToArray(),
            Sources = sources.All,
            Pools = pools.All,
            Examples =
            [
                .. Examples(returned, before, true, table, parts, sourceOf, examplesPerSide),
                .. Examples(lost, after, false, table, parts, sourceOf, examplesPerSide),
            ],
        };
    }

    private static IEnumerable<WhatIfExample> Examples(
        List<int> rows, WhatIfSide dropping, bool isKeptAfter, DecisionTable table, IReadOnlyList<DocumentPart> parts, string[] sourceOf, int count) =>
        rows.OrderBy(row => table.Ids[row]).Take(count).Select(row =>
        {
            int part = 0;
            while (part + 1 < parts.Count && table.PartStarts[part + 1] <= row)
            {
                part++;
            }

            (string rule, double? value) = dropping.Reason(row);
            return new WhatIfExample(table.Ids[row].ToString(), sourceOf[part], isKeptAfter, rule, value);
        });

    private sealed class Groups
    {
        private readonly SortedDictionary<string, double[]> _groups = new(StringComparer.Ordinal);

        public WhatIfReport.GroupChange[] All =>
            [.. _groups.Select(group => new WhatIfReport.GroupChange(group.Key, (long)group.Value[0], (long)group.Value[1], group.Value[2], group.Value[3]))];

        public void Add(string? before, string? after, double tokens)
        {
            Add(before, 0, tokens);
            Add(after, 1, tokens);
        }

        private void Add(string? name, int side, double tokens)
        {
            if (name is null)
            {
                return;
            }

            if (!_groups.TryGetValue(name, out double[]? sums))
            {
                _groups[name] = sums = new double[4];
            }

            sums[side]++;
            sums[2 + side] += tokens;
        }
    }
}
