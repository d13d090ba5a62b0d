using DataCuration.Rephrasing.Checks;
using DataCuration.Rephrasing.Segments;

namespace DataCuration.Rephrasing.Styles;

/// <summary>
/// The styles of WRAP (Maini et al. 2024, arXiv 2401.16380) and Nemotron-CC (Su et al. 2024, arXiv 2412.02595). Limits of the second are those of NeMo Curator.
/// The prompts are worded anew. WRAP does not say its sampling temperature; 0.7 is our choice. Length ratios are proposals to be tuned on data.
/// </summary>
public static class StyleCatalogue
{
    private const int HighQualityFrom = 12;

    /// <summary>All built-in styles, in a fixed order.</summary>
    public static IReadOnlyList<RephrasingStyle> All { get; } =
    [
        Wrap("easy", "wrap-easy-1", 0.5, 2.0, isParaphrase: true),
        Wrap("medium", "wrap-medium-1", 0.5, 2.0, isParaphrase: true),
        Wrap("hard", "wrap-hard-1", 0.4, 2.0, isParaphrase: true),
        Wrap("qa", "wrap-qa-1", 0.2, 3.0, isParaphrase: false) with { MaxOutputTokens = 900 },
        Nemotron("diverseQa", "nemotron-diverse-qa-1", 30, 30, 1000, 598, 0.2, 3.0) with
        {
            MinOutputTokens = 100,
            AppendsPairsToSource = true,
            Checks = Ratio(0.2, 3.0) with { RequiredPrefix = "Here are the questions and answers based on the provided text:" },
        },
        Nemotron("distill", "nemotron-distill-1", 30, 10, 2000, 1598, 0.1, 1.0) with
        {
            Checks = Ratio(0.1, 1.0) with { RequiredPrefix = "Paraphrased Text:" },
        },
        Nemotron("extractKnowledge", "nemotron-extract-knowledge-1", 30, 30, 1400, 1398, 0.1, 1.2),
        Nemotron("knowledgeList", "nemotron-knowledge-list-1", 30, 30, 1000, 598, 0.05, 1.2) with
        {
            Checks = Ratio(0.05, 1.2) with { RequiredFirstLineStart = "-" },
        },
        Nemotron("wikipedia", "nemotron-wikipedia-1", 5, 5, 512, 510, 0.5, 2.0) with
        {
            Checks = Ratio(0.5, 2.0) with { RequiredPrefix = "Here is a paraphrased version:", IsParaphrase = true },
        },
    ];

    /// <summary>The style of that name, or null.</summary>
    public static RephrasingStyle? Find(string name) => All.FirstOrDefault(style => style.Name == name);

    /// <summary>Nemotron-CC's routing: buckets 12 to 19 get the four styles for good text, 0 to 11 the Wikipedia paraphrase.</summary>
    /// <param name="bucket">Quality bucket, 0 (worst) to 19.</param>
    public static IReadOnlyList<string> RouteOf(int bucket) =>
        bucket is < 0 or > 19
            ? throw new ArgumentOutOfRangeException(nameof(bucket), bucket, "Quality buckets are 0 to 19.")
            : bucket >= HighQualityFrom ? ["diverseQa", "distill", "extractKnowledge", "knowledgeList"] : ["wikipedia"];

    private static RephrasingStyle Wrap(string name, string prompt, double low, double high, bool isParaphrase) =>
        new(name, Prompt(prompt))
        {
            Segments = new() { MinDocumentTokens = 5, MinSegmentTokens = 5, MaxSegmentTokens = 300 },
            Temperature = 0.7,
            Checks = Ratio(low, high) with { IsParaphrase = isParaphrase },
        };

    private static RephrasingStyle Nemotron(
        string name, string prompt, int minDocument, int minSegment, int maxInput, int maxOutput, double low, double high) =>
        new(name, Prompt(prompt))
        {
            Segments = new() { MinDocumentTokens = minDocument, MinSegmentTokens = minSegment, MaxSegmentTokens = maxInput },
            MaxOutputTokens = maxOutput,
            MinOutputTokens = 50,
            Join = SegmentJoin.Document,
            Checks = Ratio(low, high),
        };

    private static OutputCheckOptions Ratio(double low, double high) => new() { MinLengthRatio = low, MaxLengthRatio = high };

    private static PromptTemplate Prompt(string id)
    {
        using Stream stream = typeof(StyleCatalogue).Assembly.GetManifestResourceStream($"prompt:{id}")
            ?? throw new InvalidOperationException($"The prompt '{id}' is not embedded in the assembly.");
        using StreamReader reader = new(stream);
        return PromptTemplate.Parse(id, reader.ReadToEnd());
    }
}
