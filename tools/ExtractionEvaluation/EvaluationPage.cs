namespace DataCuration.ExtractionEvaluation;

/// <summary>One page with what is known about its text.</summary>
/// <param name="Id">Its name in the set.</param>
/// <param name="Html">Its bytes.</param>
/// <param name="Expected">The main text, for sets that have one.</param>
/// <param name="With">Pieces that the text must contain, for sets that have them.</param>
/// <param name="Without">Pieces that the text must not contain.</param>
internal sealed record EvaluationPage(string Id, byte[] Html, string? Expected, IReadOnlyList<string> With, IReadOnlyList<string> Without);
