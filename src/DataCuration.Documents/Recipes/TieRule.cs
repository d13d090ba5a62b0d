namespace DataCuration.Documents.Recipes;

/// <summary>Which of the documents that tie with the last selected one stay.</summary>
public enum TieRule
{
    /// <summary>As many as the share needs, chosen by the hash of their ids.</summary>
    Split,

    /// <summary>All of them.</summary>
    Include,

    /// <summary>As DataComp's own program: the threshold is the score after the share, so at least one document more.</summary>
    DataComp,
}
