using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Boilerplate;

/// <summary>Finds the boilerplate of one page after another. Reuses its memory; single-threaded.</summary>
public sealed class BoilerplateFinder
{
    /// <summary>The rule that cuts a line.</summary>
    public const string Rule = "boilerplate.line";

    private readonly BoilerplateLines _lines;
    private readonly BoilerplateOptions _options;
    private readonly LineKey _key = new();
    private readonly List<(int Start, int End, ulong Key)> _page = [];

    /// <summary>A finder over the frequent lines of all domains.</summary>
    public BoilerplateFinder(BoilerplateLines lines, BoilerplateOptions options) => (_lines, _options) = (lines, options);

    /// <summary>The lines to cut, neighbours as one edit; none when too much of the page would go.</summary>
    /// <param name="domain">The page's registered domain; empty: nothing is cut.</param>
    /// <param name="utf8">Its text.</param>
    public BoilerplateFinds Find(string domain, ReadOnlySpan<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (domain.Length == 0 || utf8.IsEmpty)
        {
            return default;
        }

        ReadLines(utf8);
        ulong domainKey = LineKey.OfDomain(domain);
        double near = _options.Edge * _page.Count;
        List<TextEdit> edits = [];
        int lines = 0, bytes = 0;
        for (int i = 0; i < _page.Count; i++)
        {
            (int start, int end, ulong key) = _page[i];
            bool isNearEnd = i < near || _page.Count - 1 - i < near;
            if (!_lines.Find(domainKey, key, out bool isEverywhere) || !(isEverywhere || isNearEnd))
            {
                continue;
            }

            lines++;
            bytes += end - start;
            int after = Math.Min(end + 1, utf8.Length);
            if (edits.Count > 0 && edits[^1].End == start)
            {
                edits[^1] = edits[^1] with { Length = after - edits[^1].Start };
            }
            else
            {
                edits.Add(new TextEdit(Rule, start, after - start, ""));
            }
        }

        double share = (double)bytes / Math.Max(1, _page.Sum(line => line.End - line.Start));
        return share > _options.MaxCut ? new BoilerplateFinds(lines, share, IsTemplate: true, []) : new BoilerplateFinds(lines, share, IsTemplate: false, edits);
    }

    private void ReadLines(ReadOnlySpan<byte> utf8)
    {
        _page.Clear();
        foreach (Range range in utf8.Split((byte)'\n'))
        {
            (int start, int length) = range.GetOffsetAndLength(utf8.Length);
            ulong key = _key.Of(utf8.Slice(start, length));
            if (key != 0)
            {
                _page.Add((start, start + length, key));
            }
        }
    }
}
