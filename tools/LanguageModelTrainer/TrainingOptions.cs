namespace DataCuration.LanguageModelTrainer;

/// <summary>Set before any measurement; held-back sentences of Tatoeba gave no reason to change them.</summary>
internal sealed record TrainingOptions
{
    /// <summary>The probability of an n-gram that a language was not seen to have.</summary>
    public double Floor { get; init; } = 2e-6;

    /// <summary>Nats that one unit of a weight stands for.</summary>
    public float Unit { get; init; } = 0.25f;

    /// <summary>Taken from each count, so that what was seen once weighs less.</summary>
    public double Discount { get; init; } = 0.5;

    /// <summary>N-grams of four letters a script.</summary>
    public int MaxLongGrams { get; init; } = 52_000;

    /// <summary>N-grams of three letters a script, for what the longer ones do not cover.</summary>
    public int MaxShortGrams { get; init; } = 9_000;
}
