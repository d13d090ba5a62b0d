namespace DataCuration.Documents.Recipes;

/// <summary>A score column and which end of it is good: <c>COLUMN</c> or <c>highest:COLUMN</c> (more is better), <c>lowest:COLUMN</c>.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="IsLowestBest">Less is better.</param>
public readonly record struct ScoreOrder(string Column, bool IsLowestBest)
{
    private const string Highest = "highest:";
    private const string Lowest = "lowest:";

    /// <summary>Reads the name with its prefix.</summary>
    public static ScoreOrder Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Lowest, StringComparison.Ordinal) ? new(text[Lowest.Length..], true)
            : text.StartsWith(Highest, StringComparison.Ordinal) ? new(text[Highest.Length..], false)
            : new(text, false);
    }

    /// <summary>The score turned so that more is better; NaN stays NaN.</summary>
    public double Turn(double score) => IsLowestBest ? -score : score;
}
