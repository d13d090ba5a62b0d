namespace DataCuration.LanguageModelTrainer;

/// <summary>A line of languages.tsv: what trains a language, and its codes in the other sources.</summary>
internal sealed record LanguageSources(string Tag, bool HasLingua, string[] Sentences, string[] Declarations)
{
    public static IReadOnlyList<LanguageSources> Read()
    {
        using Stream stream = typeof(LanguageSources).Assembly.GetManifestResourceStream("languages.tsv")!;
        using StreamReader reader = new(stream);
        List<LanguageSources> sources = [];
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                string[] cells = line.Split('\t');
                sources.Add(new LanguageSources(cells[0], cells[1] == "lingua", Codes(cells[2]), Codes(cells[3])));
            }
        }

        return sources;
    }

    private static string[] Codes(string cell) => cell == "-" ? [] : cell.Split(',');
}
