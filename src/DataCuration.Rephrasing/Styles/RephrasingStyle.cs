using DataCuration.Rephrasing.Checks;
using DataCuration.Rephrasing.Segments;

namespace DataCuration.Rephrasing.Styles;

/// <summary>One way to say a text again: its prompt, the size of what goes in and out, and what the output must hold.</summary>
/// <param name="Name">The name in a recipe.</param>
/// <param name="Prompt">What is asked.</param>
public sealed record RephrasingStyle(string Name, PromptTemplate Prompt)
{
    /// <summary>How documents are cut.</summary>
    public SegmentOptions Segments { get; init; } = new();

    /// <summary>Cap of a completion, tokens.</summary>
    public int MaxOutputTokens { get; init; } = 600;

    /// <summary>What a document's segments become.</summary>
    public SegmentJoin Join { get; init; } = SegmentJoin.None;

    /// <summary>Synthetic documents below this many tokens are dropped.</summary>
    public int MinOutputTokens { get; init; }

    /// <summary>Sampling temperature, always sent, because servers differ in their defaults.</summary>
    public double Temperature { get; init; } = 0.5;

    /// <summary>Nucleus sampling, always sent.</summary>
    public double TopP { get; init; } = 0.9;

    /// <summary>The output is question-answer pairs, of which a seeded subset follows the original text (Nemotron-CC diverse QA).</summary>
    public bool AppendsPairsToSource { get; init; }

    /// <summary>Thresholds of the checks.</summary>
    public OutputCheckOptions Checks { get; init; } = new();
}
