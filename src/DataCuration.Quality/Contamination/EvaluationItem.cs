namespace DataCuration.Quality.Contamination;

/// <summary>One question of a benchmark.</summary>
/// <param name="Set">The benchmark.</param>
/// <param name="Name">The item within it, for example its file and position.</param>
/// <param name="Query">The question or text.</param>
/// <param name="Label">The right answer as text; empty when there is none.</param>
public sealed record EvaluationItem(string Set, string Name, string Query, string Label)
{
    /// <summary>Question and answer, as a document that leaked the item would hold them.</summary>
    public string Text => Label.Length == 0 ? Query : Query + " " + Label;
}
