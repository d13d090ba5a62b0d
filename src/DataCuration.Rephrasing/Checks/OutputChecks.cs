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
            if (values.Count > 0 && values[^1].HasFailed)
                break;
            (double? value, CheckOutcome outcome) = Measure(name, output, options, ref text);
            values.Add(new CheckValue(name, value, outcome));
        }

        values.AddRange(Names.Skip(values.Count).Select(name => new CheckValue(name, null, CheckOutcome.NotReached)));
        return new CheckedOutput(text, values);
    }

    private static (double? Value, CheckOutcome Outcome) Measure(string name, GeneratedOutput output, OutputCheckOptions options, ref string text) => name switch
    {
        "finish" => Judge(output.FinishReason == "stop" ? 1 : 0, output.FinishReason != "stop"),
        "think" => Strip(Surroundings.WithoutThinking(text), ref text),
        "refusal" => Refusals.IsRefusal(output, text) ? Judge(1, hasFailed: true) : Judge(0, hasFailed: false),
        "preamble" => Strip(Surroundings.WithoutPreamble(text, options), ref text),
        "wrapping" => Strip(Surroundings.WithoutWrapping(text), ref text),
        "postamble" => Strip(Surroundings.WithoutPostamble(text), ref text),
        "length-ratio" => LengthRatio(output.Source, text, options),
        "copy" => Copy(output.Source, text, options),
        "numbers" => Numbers(output.Source, text, options),
        "entities" => EntityComparison.NovelShare(output.Source, text) is { } share ? Judge(share, share > options.MaxNovelEntities) : (null, CheckOutcome.NotApplicable),
        "language" => Language(output, text, options),
        "repetition" => Repetition(text),
        "embedding" => output.Cosine is { } cosine ? AtLeast(options.MinCosine, cosine(output.Source, text)) : (null, CheckOutcome.NotRun),
        "quality" => output.Quality is { } quality ? AtLeast(options.MinQuality, quality(text)) : (null, CheckOutcome.NotRun),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such check."),
    };

    private static (double? Value, CheckOutcome Outcome) Judge(double value, bool hasFailed) => (value, hasFailed ? CheckOutcome.Failed : CheckOutcome.Passed);

    /// <summary>Characters taken off; failed when the text cannot be used at all.</summary>
    private static (double? Value, CheckOutcome Outcome) Strip(string? stripped, ref string text)
    {
        if (stripped is null)
            return Judge(text.Length, hasFailed: true);
        int taken = text.Length - stripped.Length;
        text = stripped;
        return Judge(taken, hasFailed: false);
    }

    private static (double? Value, CheckOutcome Outcome) LengthRatio(string source, string text, OutputCheckOptions options)
    {
        double ratio = TokenEstimate.CostOf(text, options.BytesPerToken) / Math.Max(1, TokenEstimate.CostOf(source, options.BytesPerToken));
        return Judge(ratio, text.Length == 0 || ratio < options.MinLengthRatio || ratio > options.MaxLengthRatio);
    }

    private static (double? Value, CheckOutcome Outcome) Copy(string source, string text, OutputCheckOptions options)
    {
        double share = CopyComparison.CopiedShare(source, text);
        bool isIdentical = string.Equals(source.Trim(), text, StringComparison.Ordinal);
        return Judge(share, isIdentical || (options.IsParaphrase && share > options.MaxCopiedShare));
    }

    private static (double? Value, CheckOutcome Outcome) Numbers(string source, string text, OutputCheckOptions options)
    {
        double novel = NumberComparison.NovelShare(source, text);
        return Judge(novel, novel > options.MaxNovelNumbers || (options.IsParaphrase && NumberComparison.RetainedShare(source, text) < options.MinRetainedNumbers));
    }

    private static (double? Value, CheckOutcome Outcome) Language(GeneratedOutput output, string text, OutputCheckOptions options) =>
        output.LanguageProbability is not { } identify ? (null, CheckOutcome.NotRun)
        : identify(text) is { } probability ? AtLeast(options.MinLanguageProbability > 0 ? options.MinLanguageProbability : null, probability)
        : (null, CheckOutcome.NotApplicable);

    private static (double? Value, CheckOutcome Outcome) Repetition(string text)
    {
        double excess = WordRepetition.WorstExcess(text);
        return Judge(excess, excess > 1);
    }

    /// <summary>A value that is not a number fails: it is no evidence.</summary>
    private static (double? Value, CheckOutcome Outcome) AtLeast(double? bound, double value) =>
        bound is { } least ? Judge(value, !(value >= least)) : (value, CheckOutcome.Measured);
}
