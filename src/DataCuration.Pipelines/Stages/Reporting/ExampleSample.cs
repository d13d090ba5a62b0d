using DataCuration.Documents;
using DataCuration.Pipelines.Stages.Pooling;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>A few documents of each fate, those with the smallest hash, and each rule's measured values for its median.</summary>
internal sealed class ExampleSample(ulong seed)
{
    private const int PerFate = 3;

    /// <summary>Values a rule keeps for its median; beyond this every second is kept, then every fourth.</summary>
    private const int MaxValues = 100_000;

    private readonly SortedDictionary<string, Fate> _kept = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Fate> _dropped = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Fate> Kept => _kept;

    public IReadOnlyDictionary<string, Fate> Dropped => _dropped;

    public void AddKept(in ReportRow row)
    {
        if (row.Outcome == DocumentOutcome.Kept)
        {
            Of(_kept, row.Pool!).Add(StableHash.Of(row.Id, seed), new Example(row.Id, row.Source, double.IsNaN(row.Score) ? null : row.Score, null));
        }
    }

    public void AddDropped(LedgerEntry entry, string source)
    {
        Fate fate = Of(_dropped, entry.Rule);
        fate.Add(StableHash.Of(entry.Id, seed), new Example(entry.Id, source, entry.Value, entry.Threshold));
        fate.AddValue(entry.Value);
        fate.Threshold = entry.Threshold;
    }

    private static Fate Of(SortedDictionary<string, Fate> fates, string name)
    {
        if (!fates.TryGetValue(name, out Fate? fate))
        {
            fates[name] = fate = new Fate();
        }

        return fate;
    }

    internal sealed record Example(DocumentId Id, string Source, double? Value, double? Threshold);

    internal sealed class Fate
    {
        private readonly List<(ulong Hash, Example Example)> _examples = [];
        private readonly List<double> _values = [];
        private int _stride = 1;

        public long Count { get; private set; }

        public double? Threshold { get; set; }

        public IEnumerable<Example> Examples => _examples.OrderBy(item => item.Hash).Select(item => item.Example);

        public double? Median => _values.Count == 0 ? null : _values.Order().ElementAt(_values.Count / 2);

        public void Add(ulong hash, Example example)
        {
            Count++;
            _examples.Add((hash, example));
            if (_examples.Count > 4 * PerFate)
            {
                _examples.Sort((left, right) => left.Hash.CompareTo(right.Hash));
                _examples.RemoveRange(PerFate, _examples.Count - PerFate);
            }
        }

        public void AddValue(double? value)
        {
            if (value is not { } number || double.IsNaN(number) || Count % _stride != 0)
            {
                return;
            }

            _values.Add(number);
            if (_values.Count >= MaxValues)
            {
                _stride *= 2;
                for (int i = _values.Count - 1; i >= 0; i -= 2)
                {
                    _values.RemoveAt(i);
                }
            }
        }
    }
}
