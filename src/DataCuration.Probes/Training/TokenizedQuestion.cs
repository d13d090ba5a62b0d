namespace DataCuration.Probes.Training;

/// <summary>A question with its choices, as tokens. One choice is a cloze: a text and the words that follow it.</summary>
/// <param name="Context">Tokens of the question, without a separator.</param>
/// <param name="Choices">Tokens of each choice, with the space in front of it; none is empty.</param>
/// <param name="Correct">The right choice's index.</param>
public sealed record TokenizedQuestion(IReadOnlyList<ushort> Context, IReadOnlyList<IReadOnlyList<ushort>> Choices, int Correct);
