using System.Globalization;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages.Rephrasing;
using DataCuration.Quality.Selection;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>Which kept document lies in which pool. Immutable.</summary>
internal sealed class DocumentPools
{
    /// <summary>The pool of documents without a score.</summary>
    public const string Unscored = "unscored";

    private const char QuantilePrefix = 'q';

    private readonly int[] _poolOfRow;
    private readonly IReadOnlyList<string> _names;

    private DocumentPools(int[] poolOfRow, IReadOnlyList<string> names, IReadOnlyList<PoolSummary> summaries) =>
        (_poolOfRow, _names, Summaries) = (poolOfRow, names, summaries);

    /// <summary>The pools that hold documents, best first.</summary>
    public IReadOnlyList<PoolSummary> Summaries { get; }

    /// <summary>The pool of a row; null when the document is not kept.</summary>
    public string? NameOf(int row) => _poolOfRow[row] < 0 ? null : _names[_poolOfRow[row]];

    /// <summary>Divides the kept documents.</summary>
    /// <param name="table">All documents.</param>
    /// <param name="by">What the pools are cut by.</param>
    /// <param name="parts">The parts, as in the table.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="frozen">The pools of an earlier run, whose edges hold; null cuts at quantiles of these documents.</param>
    public static DocumentPools Compute(DecisionTable table, string by, IReadOnlyList<DocumentPart> parts, Recipe recipe, PoolsFile? frozen)
    {
        string[] sourceOfPart = parts.Select(part => SourceOf(part.Name)).ToArray();
        (int[] pools, IReadOnlyList<string> names) = by == ScoreColumns.BySource
            ? BySource(table, sourceOfPart, recipe)
            : frozen is not null ? ByEdges(table, FrozenDecisions.Edges(frozen)) : ByScore(table, recipe);
        names = AddStyles(table, pools, names, sourceOfPart, recipe);
        return new DocumentPools(pools, names, Summarise(table, pools, names, sourceOfPart, ScoreOrder.Parse(by)));
    }

    /// <summary>A part's name is the source, the hash of its shard, and a number, joined by hyphens.</summary>
    public static string SourceOf(string part) => part[..part.LastIndexOf('-', part.LastIndexOf('-') - 1)];

    /// <summary>A shard's key is the source and a hash, joined by a hyphen.</summary>
    public static string SourceOfShard(string key) => key[..key.LastIndexOf('-')];

    private static (int[] Pools, IReadOnlyList<string> Names) BySource(DecisionTable table, string[] sourceOfPart, Recipe recipe)
    {
        List<string> names = recipe.Sources.Select(source => source.Name).Order(StringComparer.Ordinal).ToList();
        int[] pools = new int[table.Count];
        for (int part = 0; part < table.PartCount; part++)
        {
            int pool = names.IndexOf(sourceOfPart[part]);
            for (int row = table.PartStarts[part]; row < table.PartStarts[part + 1]; row++)
            {
                pools[row] = table.Outcomes[row] == DocumentOutcome.Kept ? pool : -1;
            }
        }

        return (pools, names);
    }

    private static (int[] Pools, IReadOnlyList<string> Names) ByScore(DecisionTable table, Recipe recipe)
    {
        int[] kept = table.KeptSourceRows().ToArray();
        double[] scores = Array.ConvertAll(kept, row => table.PoolScores[row]);
        DocumentId[] ids = Array.ConvertAll(kept, row => table.Ids[row]);
        double[] weights = Array.ConvertAll(kept, row => recipe.Pools.Unit == QuantileUnit.Tokens ? table.Tokens[row] : 1.0);
        IReadOnlyList<double> edges = recipe.Pools.Edges;
        int[] assigned = QuantilePools.Assign(scores, ids, weights, edges, recipe.Seed).PoolIndex;
        int unscored = edges.Count - 1;
        int[] pools = new int[table.Count];
        Array.Fill(pools, -1);
        for (int i = 0; i < kept.Length; i++)
        {
            pools[kept[i]] = assigned[i] < 0 ? unscored : assigned[i];
        }

        List<string> names = Enumerable.Range(1, unscored).Select(number => QuantilePrefix + number.ToString(CultureInfo.InvariantCulture)).ToList();
        names.Add(Unscored);
        return (pools, names);
    }

    /// <summary>Whether a pool of that name is cut at quantiles of a score.</summary>
    public static bool IsQuantile(string name) => name.Length > 1 && name[0] == QuantilePrefix && name.AsSpan(1).ContainsAnyExceptInRange('0', '9') is false;

    // A document with the score of an edge goes to the better pool; below the last edge it goes to the last pool.
    private static (int[] Pools, IReadOnlyList<string> Names) ByEdges(DecisionTable table, IReadOnlyList<(string Name, double Least)> edges)
    {
        int[] pools = new int[table.Count];
        Array.Fill(pools, -1);
        foreach (int row in table.KeptSourceRows())
        {
            double score = table.PoolScores[row];
            int pool = 0;
            while (pool < edges.Count - 1 && score < edges[pool].Least) pool++;
            pools[row] = double.IsNaN(score) ? edges.Count : pool;
        }

        return (pools, [.. edges.Select(edge => edge.Name), Unscored]);
    }

    /// <summary>Each style is a pool of its own, after the others: its utility is measured, not assumed.</summary>
    private static IReadOnlyList<string> AddStyles(DecisionTable table, int[] pools, IReadOnlyList<string> names, string[] sourceOfPart, Recipe recipe)
    {
        string[] all = [.. names, .. (recipe.Rephrase?.Styles ?? []).Select(SyntheticNames.Source)];
        for (int part = 0; part < table.PartCount; part++)
        {
            if (!table.IsSyntheticPart[part])
            {
                continue;
            }

            int pool = Array.IndexOf(all, sourceOfPart[part]);
            for (int row = table.PartStarts[part]; row < table.PartStarts[part + 1]; row++)
            {
                pools[row] = table.Outcomes[row] == DocumentOutcome.Kept ? pool : -1;
            }
        }

        return all;
    }

    private static IReadOnlyList<PoolSummary> Summarise(DecisionTable table, int[] pools, IReadOnlyList<string> names, string[] sourceOfPart, ScoreOrder order)
    {
        long[] documents = new long[names.Count];
        double[] tokens = new double[names.Count];
        long[] bytes = new long[names.Count];
        double[] min = Enumerable.Repeat(double.PositiveInfinity, names.Count).ToArray();
        double[] max = Enumerable.Repeat(double.NegativeInfinity, names.Count).ToArray();
        SortedDictionary<string, long>[] sources = names.Select(_ => new SortedDictionary<string, long>(StringComparer.Ordinal)).ToArray();
        for (int part = 0; part < table.PartCount; part++)
        {
            for (int row = table.PartStarts[part]; row < table.PartStarts[part + 1]; row++)
            {
                int pool = pools[row];
                if (pool < 0)
                {
                    continue;
                }

                documents[pool]++;
                tokens[pool] += table.Tokens[row];
                bytes[pool] += table.TextBytes[row];
                sources[pool][sourceOfPart[part]] = sources[pool].GetValueOrDefault(sourceOfPart[part]) + 1;
                if (!double.IsNaN(table.PoolScores[row]))
                {
                    double score = order.Turn(table.PoolScores[row]);
                    min[pool] = Math.Min(min[pool], score);
                    max[pool] = Math.Max(max[pool], score);
                }
            }
        }

        return Enumerable.Range(0, names.Count)
            .Where(pool => documents[pool] > 0)
            .Select(pool => new PoolSummary
            {
                Name = names[pool],
                Documents = documents[pool],
                Tokens = tokens[pool],
                TextBytes = bytes[pool],
                MinScore = double.IsFinite(min[pool]) ? min[pool] : null,
                MaxScore = double.IsFinite(max[pool]) ? max[pool] : null,
                Sources = sources[pool],
            })
            .ToArray();
    }
}
