namespace DataCuration.Documents.Recipes;

/// <summary>What a document is compared with.</summary>
public enum SemanticMode
{
    /// <summary>Earlier documents that stay: whatever goes resembles one that stays.</summary>
    Greedy,

    /// <summary>All earlier documents, also those that go, as the authors' code does.</summary>
    Chain,
}
