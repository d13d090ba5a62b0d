namespace DataCuration.Documents.Recipes;

/// <summary>One held-out reference set (JSONL or Parquet): text, or questions with answers.</summary>
public sealed record EvaluationSetOptions
{
    /// <summary>The set's name; unique.</summary>
    public required string Name { get; init; }

    /// <summary>Files or globs relative to the recipe's folder.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary><c>text</c>, or <c>questions</c>: multiple choice and cloze, scored by the likelihood of the right answer.</summary>
    public EvaluationKind Kind { get; init; }

    /// <summary>The set's weight in the average that decides; 0: reported only. Null: 1 for text, 0 for questions.</summary>
    public double? Weight { get; init; }

    /// <summary>The field with the text, or with the question.</summary>
    public string TextField { get; init; } = "text";

    /// <summary>Questions: the field with the list of choices; where an item lacks it, its answer is all there is (a cloze).</summary>
    public string ChoicesField { get; init; } = "choices";

    /// <summary>Questions: the field with the right answer: its text, the choice's number from 0, or its letter.</summary>
    public string AnswerField { get; init; } = "answer";

    /// <summary>The weight that counts.</summary>
    public double EffectiveWeight() => Weight ?? (Kind == EvaluationKind.Text ? 1 : 0);
}
