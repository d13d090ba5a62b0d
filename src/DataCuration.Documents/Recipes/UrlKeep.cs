namespace DataCuration.Documents.Recipes;

/// <summary>Which of the documents with one address stays.</summary>
public enum UrlKeep
{
    /// <summary>The one with the latest date; those without a date come last. Ties go as <see cref="Policy"/>.</summary>
    Newest,

    /// <summary>The one that <c>deduplicate.keep</c> names.</summary>
    Policy,
}
