namespace DataCuration.Documents.Recipes.Reading;

/// <summary>The range of every number in a recipe. The reader checks it and the published schema states it, so the two cannot differ.</summary>
internal static class RecipeBounds
{
    private static readonly NumberBound Share = new(0, 1);
    private static readonly NumberBound NotNegative = new(0);
    private static readonly NumberBound Positive = new(0, IsMinExclusive: true);

    /// <summary>Ranges by record and property. An array's range is that of its items.</summary>
    public static IReadOnlyDictionary<(Type Type, string Property), NumberBound> All { get; } = new Dictionary<(Type, string), NumberBound>
    {
        [(typeof(Recipe), nameof(Recipe.Seed))] = new(0, ulong.MaxValue),
        [(typeof(Recipe), nameof(Recipe.MaxBadRecords))] = NotNegative,
        [(typeof(GopherQualityOptions), nameof(GopherQualityOptions.MinWords))] = NotNegative,
        [(typeof(GopherQualityOptions), nameof(GopherQualityOptions.MaxWords))] = new(1),
        [(typeof(GopherQualityOptions), nameof(GopherQualityOptions.MinMeanWordLength))] = NotNegative,
        [(typeof(GopherQualityOptions), nameof(GopherQualityOptions.MaxMeanWordLength))] = Positive,
        [(typeof(GopherQualityOptions), nameof(GopherQualityOptions.MaxHashRatio))] = NotNegative,
        [(typeof(GopherQualityOptions), nameof(GopherQualityOptions.MaxEllipsisRatio))] = NotNegative,
        [(typeof(GopherQualityOptions), nameof(GopherQualityOptions.MaxBulletLineRatio))] = Share,
        [(typeof(GopherQualityOptions), nameof(GopherQualityOptions.MaxEllipsisLineRatio))] = Share,
        [(typeof(GopherQualityOptions), nameof(GopherQualityOptions.MinAlphabeticWordRatio))] = Share,
        [(typeof(GopherQualityOptions), nameof(GopherQualityOptions.MinStopWords))] = new(0, 8),
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxDuplicateParagraphRatio))] = Share,
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxDuplicateParagraphCharacterRatio))] = Share,
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxDuplicateLineRatio))] = Share,
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxDuplicateLineCharacterRatio))] = Share,
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxTop2GramRatio))] = NotNegative,
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxTop3GramRatio))] = NotNegative,
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxTop4GramRatio))] = NotNegative,
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxDuplicate5GramRatio))] = NotNegative,
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxDuplicate6GramRatio))] = NotNegative,
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxDuplicate7GramRatio))] = NotNegative,
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxDuplicate8GramRatio))] = NotNegative,
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxDuplicate9GramRatio))] = NotNegative,
        [(typeof(GopherRepetitionOptions), nameof(GopherRepetitionOptions.MaxDuplicate10GramRatio))] = NotNegative,
        [(typeof(C4Options), nameof(C4Options.MinSentences))] = NotNegative,
        [(typeof(FineWebOptions), nameof(FineWebOptions.MinTerminalPunctuationLineRatio))] = Share,
        [(typeof(FineWebOptions), nameof(FineWebOptions.MaxShortLineRatio))] = Share,
        [(typeof(FineWebOptions), nameof(FineWebOptions.MaxDuplicateLineCharacterRatio))] = Share,
        [(typeof(FineWebOptions), nameof(FineWebOptions.MaxLineBreakRatio))] = NotNegative,
        [(typeof(ClassifierOptions), nameof(ClassifierOptions.HashBits))] = new(8, 24),
        [(typeof(ClassifierOptions), nameof(ClassifierOptions.MaxWordsPerGram))] = new(1, 5),
        [(typeof(ClassifierOptions), nameof(ClassifierOptions.MaxExamplesPerSide))] = new(20),
        [(typeof(ClassifierOptions), nameof(ClassifierOptions.Folds))] = new(1, 10),
        [(typeof(MinHashOptions), nameof(MinHashOptions.Bands))] = new(1, 1024),
        [(typeof(MinHashOptions), nameof(MinHashOptions.Rows))] = new(1, 256),
        [(typeof(MinHashOptions), nameof(MinHashOptions.ShingleWords))] = new(1, 64),
        [(typeof(MinHashOptions), nameof(MinHashOptions.ShingleCharacters))] = new(0, 64),
        [(typeof(MinHashOptions), nameof(MinHashOptions.Threshold))] = new(0, 1, IsMinExclusive: true),
        [(typeof(PoolsOptions), nameof(PoolsOptions.Edges))] = Share,
        [(typeof(ProbesOptions), nameof(ProbesOptions.UniqueTokens))] = new(1000),
        [(typeof(ProbesOptions), nameof(ProbesOptions.Epochs))] = new(0, 10_000, IsMinExclusive: true),
        [(typeof(ProbesOptions), nameof(ProbesOptions.Seeds))] = new(1, 100),
        [(typeof(ProbesOptions), nameof(ProbesOptions.Vocabulary))] = new(512, 65_536),
        [(typeof(ProbesOptions), nameof(ProbesOptions.ContextLength))] = new(16, 8192),
        [(typeof(ProbesOptions), nameof(ProbesOptions.EvaluationTokens))] = new(1024),
        [(typeof(ProbesOptions), nameof(ProbesOptions.Threads))] = new(1, 1024),
        [(typeof(ProbesOptions), nameof(ProbesOptions.Parallel))] = new(1, 1024),
        [(typeof(EvaluationSetOptions), nameof(EvaluationSetOptions.Weight))] = Positive,
        [(typeof(MixOptions), nameof(MixOptions.Budget))] = Positive,
        [(typeof(MixOptions), nameof(MixOptions.ModelParameters))] = new(1),
        [(typeof(MixOptions), nameof(MixOptions.TokensPerParameter))] = Positive,
        [(typeof(MixOptions), nameof(MixOptions.MaxEpochs))] = Positive,
        [(typeof(OutputOptions), nameof(OutputOptions.PartBytes))] = new(1 << 16),
    };
}
