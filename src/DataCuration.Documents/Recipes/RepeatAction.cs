namespace DataCuration.Documents.Recipes;

/// <summary>What happens to repeated text.</summary>
public enum RepeatAction
{
    /// <summary>It is cut out when the dataset is written.</summary>
    Cut,

    /// <summary>It stays; columns and ledger tell of it.</summary>
    Annotate,
}
