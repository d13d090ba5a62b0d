namespace DataCuration.Documents.Recipes;

/// <summary>What an evaluation set holds.</summary>
public enum EvaluationKind
{
    /// <summary>Documents: every token is predicted.</summary>
    Text,

    /// <summary>Questions with a right answer, alone or among choices: the answers are predicted.</summary>
    Questions,
}
