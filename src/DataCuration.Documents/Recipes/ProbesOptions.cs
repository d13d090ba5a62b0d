namespace DataCuration.Documents.Recipes;

/// <summary>How the pools are measured: which model, how many tokens, which reference text.</summary>
public sealed record ProbesOptions
{
    /// <summary>The rung of the model ladder; see docs for shapes. Default: the smallest.</summary>
    public string Model { get; init; } = "p0";

    /// <summary>Unique tokens drawn from each pool (by hash); smaller pools are used whole.</summary>
    public long UniqueTokens { get; init; } = 200_000;

    /// <summary>The training lengths in epochs over the drawn tokens; the largest is the trunk, the others branch off it with their own cooldown.</summary>
    public IReadOnlyList<double> Epochs { get; init; } = [0.5, 1, 2, 4, 8];

    /// <summary>Number of seeds (initialisation and data order); the same for all pools.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Whether mixtures of the pools are trained that the law does not see and that it is tested on; a sixth more work with four pools.</summary>
    public bool HoldOuts { get; init; } = true;

    /// <summary>
    /// Random mixtures of the pools around what they hold, each one sample long and seen once; the law is fitted to four fifths of them beside the pools and
    /// tested on the rest. 0: none. 48 are enough where shares decide (three for each pool and nine more, at least).
    /// </summary>
    public int Mixtures { get; init; }

    /// <summary>
    /// Whether pools give the probes the same share of what they hold, so that a pool that the target training repeats is repeated as often in the
    /// longest probes. Off: each pool gives <see cref="UniqueTokens"/>. Lengths in tokens are the same either way.
    /// </summary>
    public bool MatchRepetition { get; init; }

    /// <summary>Whether all pools are trained again at a quarter and at four times the rate, to see whether their order depends on it; two fifths more work.</summary>
    public bool LearningRateCheck { get; init; }

    /// <summary>Size of the byte-level BPE vocabulary.</summary>
    public int Vocabulary { get; init; } = 2048;

    /// <summary>Context length in tokens.</summary>
    public int ContextLength { get; init; } = 256;

    /// <summary>Tokens of each reference set that are scored at each training length, from its start; more is slower and less noisy.</summary>
    public long EvaluationTokens { get; init; } = 65_536;

    /// <summary>Threads a probe; part of its identity, because floating-point sums depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Probes side by side; null: as many as cores divided by <see cref="Threads"/>. Does not change results.</summary>
    public int? Parallel { get; init; }

    /// <summary><c>auto</c> (cuda when present), <c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>The held-out reference text that loss is measured on; at least one set.</summary>
    public required IReadOnlyList<EvaluationSetOptions> Evaluate { get; init; }

    /// <summary>Files (or globs) whose text trains the tokenizer; default: the reference text.</summary>
    public IReadOnlyList<string> TokenizerFiles { get; init; } = [];
}
