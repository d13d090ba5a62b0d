namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>Names with numbers in the order of first use. Single-threaded.</summary>
internal sealed class NumberedNames
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public NumberedNames(IEnumerable<string> known)
    {
        foreach (string name in known)
        {
            NumberOf(name);
        }
    }

    public IReadOnlyList<string> Names => _names;

    public int NumberOf(string name)
    {
        if (!_numbers.TryGetValue(name, out int number))
        {
            number = _names.Count;
            _numbers.Add(name, number);
            _names.Add(name);
        }

        return number;
    }
}
