namespace DataCuration.Sdk.Lowering;

/// <summary>One kind of <c>Curation</c> item and where it goes in the recipe.</summary>
/// <param name="Name">What Include says.</param>
/// <param name="Path">The recipe's properties from the root, for example quality, rules, c4.</param>
/// <param name="Settings">The metadata that it takes, named as in the recipe's options, and how each becomes JSON.</param>
internal sealed record Step(string Name, IReadOnlyList<string> Path, IReadOnlyDictionary<string, SettingKind> Settings)
{
    private const string Keep = "Keep";

    /// <summary>
    /// All kinds, in the recipe's order. The names are those of the options records in DataCuration.Documents, which this assembly
    /// may not reference (it is loaded into the build); a test compares the two. The <c>Keep</c> of duplicates belongs to deduplication as a whole.
    /// </summary>
    public static readonly IReadOnlyList<Step> All =
    [
        Of("Storage", "storage", values: "Connections Attempts"),
        Of("S3", "storage/s3", values: "PathStyle Anonymous", text: "Endpoint Region"),
        Of("Azure", "storage/azure", values: "Anonymous", text: "Endpoint"),
        Of("RuleProfile", "quality", text: "Profile"),
        Of("GopherQuality", "quality/rules/gopherQuality", values:
            "MinWords MaxWords MinMeanWordLength MaxMeanWordLength MaxHashRatio MaxEllipsisRatio MaxBulletLineRatio MaxEllipsisLineRatio MinAlphabeticWordRatio MinStopWords"),
        Of("GopherRepetition", "quality/rules/gopherRepetition", values:
            "MaxDuplicateParagraphRatio MaxDuplicateParagraphCharacterRatio MaxDuplicateLineRatio MaxDuplicateLineCharacterRatio "
            + "MaxTop2GramRatio MaxTop3GramRatio MaxTop4GramRatio MaxDuplicate5GramRatio MaxDuplicate6GramRatio MaxDuplicate7GramRatio "
            + "MaxDuplicate8GramRatio MaxDuplicate9GramRatio MaxDuplicate10GramRatio"),
        Of("C4", "quality/rules/c4", values: "MinSentences RequireTerminalPunctuation DropLoremIpsum DropCurlyBracket"),
        Of("FineWeb", "quality/rules/fineWeb", values:
            "MinTerminalPunctuationLineRatio MaxShortLineRatio MaxDuplicateLineCharacterRatio MaxLineBreakRatio"),
        Of("UrlLists", "quality/urls", values: "SoftWords", text: "Lists"),
        Of("Classifier", "quality/classifier", values: "HashBits MaxWordsPerGram MaxExamplesPerSide Folds", texts: "Positive Negative"),
        Of("Importance", "quality/importance", values: "Buckets MaxWordsPerGram MinTokens Smoothing PerToken", texts: "Target", choices: "Hash"),
        Of("Perplexity", "quality/perplexity", values: "Order Pruning MaxWords Folds", texts: "Train"),
        Of("Ensemble", "quality/ensemble", values: "Buckets", texts: "Of"),
        Of("Language", "language", values: "MinConfidence", texts: "Keep", text: "Model"),
        Of("Contamination", "contamination", values: "MaxShare MaxItemsPerGram QueryGrams", choices: "Rule Action"),
        Of("Boilerplate", "boilerplate", values: "MinPages MinCount MinShare MinEdgeShare Edge MaxCut DropTemplates MaxPages"),
        Of("Privacy", "privacy", values: "Email Ip Phone Keys MaxFinds"),
        Of("ExactDuplicates", "deduplicate/exact", choices: "Normalise", text: Keep),
        Of("MinHash", "deduplicate/minHash", values: "Bands Rows ShingleWords ShingleCharacters Threshold", choices: "Verify", text: Keep + " Profile"),
        Of("UrlDuplicates", "deduplicate/url", choices: "Scope Copy"),
        Of("Lines", "deduplicate/lines", values: "MaxCopies MinWords MinCharacters MaxShare", choices: "Normalise Remove Scope Action"),
        Of("Paragraphs", "deduplicate/paragraphs", values: "MinWords MaxShare Threshold FalsePositiveRate Keys", choices: "Mode Normalise Remove Scope Action"),
        Of("Substrings", "deduplicate/substrings", values: "MinLength MaxShare", choices: "Unit Remove Action Snap", text: "Separator"),
        Of("Prune", "prune", values: "Dimensions Clusters Iterations"),
        Of("Semantic", "prune/semantic", values: "Epsilon Keep", choices: "Order Mode"),
        Of("Prototypes", "prune/prototypes", values: "Keep Floor", choices: "Direction Groups"),
        Of("Select", "select", values: "Share Skip Temperature", choices: "Method Unit Ties", text: "By"),
        Of("Rephrase", "rephrase", values:
            "Share Stream Batch Canary MaxConcurrency RequestsPerMinute TokensPerMinute MaxAttempts TimeoutSeconds InputPrice CachedInputPrice OutputPrice MaxCost MaxTokens "
            + "ModelParameters FlopsPerMoney MaxFailed BytesPerToken MinLanguageConfidence KeepQuality",
            texts: "Styles Templates", choices: "Routing Server FailedSegments Embedding", text: "Endpoint Model ApiKeyVariable Ledger"),
        Of("Pools", "pools", lists: "Edges", choices: "Unit", text: "By"),
        Of("Gates", "gates", values: "MaxDroppedShare MinTokens MaxDuplicateRate", choices: "Outcome"),
        Of("Probes", "probes", values: "UniqueTokens Seeds HoldOuts Mixtures MatchRepetition LearningRateCheck Vocabulary ContextLength EvaluationTokens Threads Parallel", lists: "Epochs", text: "Model Device"),
        Of("Card", "output/card", text: "Description License Creator Url DatePublished", texts: "Languages"),
    ];

    private static Step Of(string name, string path, string values = "", string lists = "", string text = "", string texts = "", string choices = "")
    {
        Dictionary<string, SettingKind> settings = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string names, SettingKind kind) in new[]
        {
            (values, SettingKind.Value), (lists, SettingKind.Values), (text, SettingKind.Text), (texts, SettingKind.Texts), (choices, SettingKind.Choice),
        })
        {
            foreach (string setting in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                settings.Add(setting, kind);
            }
        }

        return new Step(name, path.Split('/'), settings);
    }
}
