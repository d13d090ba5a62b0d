using DataCuration.Rephrasing.Segments;

namespace DataCuration.Rephrasing.Checks;

/// <summary>
/// The fourteen checks between a completion and a synthetic document, in an order that matters: text that surrounds the answer is taken off before anything is
/// measured on it. The first failure ends the run of checks, so an output is counted under one reason. None of them proves truth; they bound what a model adds.
/// Pure; linear in the texts.
/// </summary>
public static class OutputChecks
{
    /// <summary>The checks in order; each is a column.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["finish", "think", "refusal", "preamble", "wrapping", "postamble", "length-ratio",
            "copy", "numbers", "entities", "language", "repetition", "embedding", "quality"];

    /// <summary>Cleans and measures one output.</summary>
    public static CheckedOutput Run(GeneratedOutput output, OutputCheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        string text = output.Text.ReplaceLineEndings("\n").Trim();
        List<CheckValue> values = new(Names.Count);
        foreach (string name in Names)
        {
            bool isOpen = values.Count == 0 || !values[^1].HasFailed;
            if (!isOpen)
                break;
            (double? value, bool hasFailed) = Measure(name, output, options, ref text);
            values.Add(new CheckValue(name, value, hasFailed));
        }

        values.AddRange(Names.Skip(values.Count).Select(name => new CheckValue(name, null, HasFailed: false)));
        return new CheckedOutput(text, values);
    }

    private static (double? Value, bool HasFailed) Measure(string name, GeneratedOutput output, OutputCheckOptions options, ref string text) => name switch
    {
        "finish" => output.FinishReason == "stop" ? (1, false) : (0, true),
        "think" => Strip(Surroundings.WithoutThinking(text), ref text),
        "refusal" => Refusals.IsRefusal(output, text) ? (1, true) : (0, false),
        "preamble" => Strip(Surroundings.WithoutPreamble(text, options), ref text),
        "wrapping" => Strip(Surroundings.WithoutWrapping(text), ref text),
        "postamble" => Strip(Surroundings.WithoutPostamble(text), ref text),
        "length-ratio" => LengthRatio(output.Source, text, options),
        "copy" => Copy(output.Source, text, options),
        "numbers" => Numbers(output.Source, text, options),
        "entities" => EntityComparison.NovelShare(output.Source, text) is { } share ? (share, share > options.MaxNovelEntities) : (null, false),
        "language" => output.LanguageProbability?.Invoke(text) is { } probability
            ? (probability, !(probability >= options.MinLanguageProbability))
            : (null, false),
        "repetition" => Repetition(text),
        "embedding" => AtLeast(options.MinCosine, output.Cosine?.Invoke(output.Source, text)),
        "quality" => AtLeast(options.MinQuality, output.Quality?.Invoke(text)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such check."),
    };

    /// <summary>Characters taken off; failed when the text cannot be used at all.</summary>
    private static (double? Value, bool HasFailed) Strip(string? stripped, ref string text)
    {
        if (stripped is null)
            return (text.Length, true);
        int taken = text.Length - stripped.Length;
        text = stripped;
        return (taken, false);
    }

    private static (double? Value, bool HasFailed) LengthRatio(string source, string text, OutputCheckOptions options)
    {
        double ratio = TokenEstimate.CostOf(text, options.BytesPerToken) / Math.Max(1, TokenEstimate.CostOf(source, options.BytesPerToken));
        return (ratio, text.Length == 0 || ratio < options.MinLengthRatio || ratio > options.MaxLengthRatio);
    }

    private static (double? Value, bool HasFailed) Copy(string source, string text, OutputCheckOptions options)
    {
        double share = CopyComparison.CopiedShare(source, text);
        bool isIdentical = string.Equals(source.Trim(), text, StringComparison.Ordinal);
        return (share, isIdentical || (options.IsParaphrase && share > options.MaxCopiedShare));
    }

    private static (double? Value, bool HasFailed) Numbers(string source, string text, OutputCheckOptions options)
    {
        double novel = NumberComparison.NovelShare(source, text);
        return (novel, novel > options.MaxNovelNumbers || (options.IsParaphrase && NumberComparison.RetainedShare(source, text) < options.MinRetainedNumbers));
    }

    private static (double? Value, bool HasFailed) Repetition(string text)
    {
        double excess = WordRepetition.WorstExcess(text);
        return (excess, excess > 1);
    }

    /// <summary>A value that is not a number fails: it is no evidence.</summary>
    private static (double? Value, bool HasFailed) AtLeast(double? bound, double? value) =>
        (value, bound is { } least && value is { } measured && !(measured >= least));
}
