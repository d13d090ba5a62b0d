namespace DataCuration.Deduplication.MinHash.Datatrove;

/// <summary>Tables that travel inside the assembly.</summary>
internal static class DatatroveResource
{
    /// <summary>The lines of a table without its comments.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using Stream stream = typeof(DatatroveResource).Assembly.GetManifestResourceStream(typeof(DatatroveResource), name)!;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line;
            }
        }
    }
}
