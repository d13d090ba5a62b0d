namespace DataCuration.Rephrasing.Checks;

/// <summary>Finds answers that decline the task: an opening phrase of a refusal in a text much shorter than its source. Thread-safe.</summary>
public static class Refusals
{
    private const int Opening = 200;
    private const double MaxShareOfSource = 0.5;
    private static readonly string[] Patterns = Read();

    /// <summary>True when the server says so, or an opening phrase is found and the text is shorter than half of its source.</summary>
    public static bool IsRefusal(GeneratedOutput output, string text)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(text);
        return !string.IsNullOrEmpty(output.Refusal) || (PatternOf(text) is not null && text.Length < MaxShareOfSource * output.Source.Length);
    }

    /// <summary>The phrase found in the opening; null for none.</summary>
    public static string? PatternOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string opening = text[..Math.Min(Opening, text.Length)];
        return Patterns.FirstOrDefault(pattern => opening.Contains(pattern, StringComparison.OrdinalIgnoreCase));
    }

    private static string[] Read()
    {
        using Stream stream = typeof(Refusals).Assembly.GetManifestResourceStream("refusals")
            ?? throw new InvalidOperationException("The list of refusals is not embedded in the assembly.");
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Contains('\t', StringComparison.Ordinal)).Select(line => line.Split('\t')[1].Trim())];
    }
}
