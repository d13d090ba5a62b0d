namespace DataCuration.Documents.Recipes;

/// <summary>
/// Says documents again, by a model behind a server that speaks OpenAI's chat completions. Each style becomes a pool of its own, so its utility is measured. Keys come
/// from the environment only.
/// </summary>
public sealed record RephraseOptions
{
    /// <summary>The styles: built-in ones, and the names of template files without their extension.</summary>
    public required IReadOnlyList<string> Styles { get; init; }

    /// <summary>Template files for styles of your own.</summary>
    public IReadOnlyList<string> Templates { get; init; } = [];

    /// <summary>Which styles a document gets.</summary>
    public RephraseRouting Routing { get; init; } = RephraseRouting.All;

    /// <summary>The share of the kept documents that is rephrased, the best by the pools' score first; without a score a sample by hash.</summary>
    public double Share { get; init; } = 1;

    /// <summary>The server's address up to and with <c>/v1</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Which server it is: they differ in what they accept.</summary>
    public GenerationServer Server { get; init; } = GenerationServer.Vllm;

    /// <summary>The model's name as the server knows it.</summary>
    public required string Model { get; init; }

    /// <summary>The environment variable that holds the server's key; leave it out for a server without one.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>Asks for a stream of events instead of one answer: only to survive proxies that cut idle connections.</summary>
    public bool Stream { get; init; }

    /// <summary>Uses the server's batch interface (OpenAI): half the price, within a day.</summary>
    public bool Batch { get; init; }

    /// <summary>Sends a test prompt of full length first, which finds servers that cut prompts.</summary>
    public bool Canary { get; init; } = true;

    /// <summary>Calls at once at most.</summary>
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>Requests a minute at most.</summary>
    public double? RequestsPerMinute { get; init; }

    /// <summary>Tokens a minute at most, counted as prompt and longest answer.</summary>
    public double? TokensPerMinute { get; init; }

    /// <summary>Calls for one request at most; OpenAI's own client makes 3, datatrove 6.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>Seconds that a call may take.</summary>
    public double TimeoutSeconds { get; init; } = 600;

    /// <summary>Price of a million prompt tokens, in any one currency.</summary>
    public double InputPrice { get; init; }

    /// <summary>Price of a million prompt tokens that the server had in its cache; the input price when left out.</summary>
    public double? CachedInputPrice { get; init; }

    /// <summary>Price of a million tokens of answers.</summary>
    public double OutputPrice { get; init; }

    /// <summary>Most that is spent, earlier runs included. The run stops before it would be exceeded, and goes on under a higher one.</summary>
    public double? MaxCost { get; init; }

    /// <summary>Most tokens, prompts and answers together, earlier runs included.</summary>
    public double? MaxTokens { get; init; }

    /// <summary>Parameters of the generating model: 2 FLOPs each a token then count in the budget that the mix divides.</summary>
    public double? ModelParameters { get; init; }

    /// <summary>Training FLOPs that one unit of the prices' currency buys: turns money into compute for the mix.</summary>
    public double? FlopsPerMoney { get; init; }

    /// <summary>What becomes of a document of which some segments have no accepted answer, for styles that join segments.</summary>
    public FailedSegmentPolicy FailedSegments { get; init; } = FailedSegmentPolicy.KeepOriginalSegment;

    /// <summary>Share of the requests that may fail, after all attempts, before the run stops.</summary>
    public double MaxFailed { get; init; } = 0.01;

    /// <summary>Least confidence that an answer is in its source's language. 0.5: more than all other languages of the script together. 0 measures without filtering.</summary>
    public double MinLanguageConfidence { get; init; } = 0.5;

    /// <summary>
    /// How answers are compared with their sources. With a method the threshold comes from the run's own answers, style by style: the 5th percentile of the pairs, but no less than the
    /// 99.9th of pairs that do not belong together.
    /// </summary>
    public EmbeddingMethod Embedding { get; init; } = EmbeddingMethod.None;

    /// <summary>Share of each style's answers that is kept, the best by <c>quality.classifier</c>. 1 measures without filtering; ReWire (arXiv 2506.04689) keeps 0.1.</summary>
    public double KeepQuality { get; init; } = 1;

    /// <summary>The folder of the ledger, whose answers are never paid for twice; by default inside the work directory. Give one outside it to delete that freely.</summary>
    public string? Ledger { get; init; }
}
