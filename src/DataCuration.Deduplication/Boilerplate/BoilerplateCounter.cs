// Boilerplate by domain: lines that many pages of one registered domain share. It is the document frequency of single lines (a 1-itemset
// count): by downward closure every line of a frequent set of lines is frequent itself, so larger itemsets would cut nothing more. CCNet
// (Wenzek et al. 2020, arXiv 1911.00359) and Llama 3 (arXiv 2407.21783, section 3.1) count lines over whole shards and buckets; a domain is what
// templates belong to.
// What differs: pages are counted, not copies; a domain's pages beyond MaxPages are those with the greatest hash, so the count depends on no order;
// lines at a page's ends need a smaller share (BoilerplateLines).
// Cost: one external sort of 24 bytes a distinct line of a page; memory is the sorter's and 8 bytes a frequent line.
using DataCuration.Deduplication.Sorting;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Boilerplate;

/// <summary>Counts the lines of pages by domain. Single-threaded.</summary>
public sealed class BoilerplateCounter : IDisposable
{
    private const ulong PageSalt = 0x426F696C6572504C;

    private readonly BoilerplateOptions _options;
    private readonly ExternalSorter<PageLine> _sorter;
    private readonly LineKey _key = new();
    private readonly HashSet<ulong> _lines = [];

    /// <summary>A counter.</summary>
    /// <param name="options">What is frequent.</param>
    /// <param name="folder">Where sorted runs go that memory does not hold; it exists.</param>
    /// <param name="memoryBytes">For sorting.</param>
    public BoilerplateCounter(BoilerplateOptions options, string folder, long memoryBytes)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _sorter = new ExternalSorter<PageLine>(folder, "boilerplateLines", memoryBytes);
    }

    /// <summary>Counts a page.</summary>
    /// <param name="domain">Its registered domain; a page without one is not counted.</param>
    /// <param name="id">The document.</param>
    /// <param name="utf8">Its text.</param>
    public void Add(string domain, DocumentId id, ReadOnlySpan<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (domain.Length == 0)
        {
            return;
        }

        ulong domainKey = LineKey.OfDomain(domain);
        ulong page = StableHash.Of(id, PageSalt);
        _sorter.Add(new PageLine(domainKey, 0, page));
        _lines.Clear();
        foreach (Range range in utf8.Split((byte)'\n'))
        {
            ulong line = _key.Of(utf8[range]);
            if (line != 0 && _lines.Add(line))
            {
                _sorter.Add(new PageLine(domainKey, line, page));
            }
        }
    }

    /// <summary>The frequent lines of all domains.</summary>
    /// <param name="maxLines">More are refused.</param>
    /// <exception cref="InvalidOperationException">There are more than <paramref name="maxLines"/>.</exception>
    public BoilerplateLines Complete(long maxLines)
    {
        List<ulong> keys = [];
        using SortedRecords<PageLine> records = _sorter.Read();
        bool hasRecord = records.MoveNext();
        while (hasRecord)
        {
            // A domain begins with its pages, by rising hash.
            ulong domain = records.Current.Domain;
            int pages = 0;
            ulong last = ulong.MaxValue;
            for (; hasRecord && records.Current.Domain == domain && records.Current.Line == 0; hasRecord = records.MoveNext())
            {
                pages++;
                last = pages == _options.MaxPages ? records.Current.Page : last;
            }

            pages = Math.Min(pages, _options.MaxPages);
            while (hasRecord && records.Current.Domain == domain)
            {
                ulong line = records.Current.Line;
                int count = 0;
                for (; hasRecord && records.Current.Domain == domain && records.Current.Line == line; hasRecord = records.MoveNext())
                {
                    count += records.Current.Page <= last ? 1 : 0;
                }

                if (pages >= _options.MinPages && count >= _options.MinCount && count >= _options.MinEdgeShare * pages)
                {
                    keys.Add(BoilerplateLines.KeyOf(domain, line, isEverywhere: count >= _options.MinShare * pages));
                    if (keys.Count > maxLines)
                    {
                        throw new InvalidOperationException($"More than {maxLines} lines are frequent.");
                    }
                }
            }
        }

        keys.Sort();
        return new BoilerplateLines([.. keys]);
    }

    /// <inheritdoc/>
    public void Dispose() => _sorter.Dispose();
}
