namespace DataCuration.Documents.Recipes;

/// <summary>When a document is contaminated by an evaluation item.</summary>
public enum ContaminationRule
{
    /// <summary>More than a share of the item's words lie in 8-grams that the document shares with it (Tülu 3: Lambert et al. 2024, arXiv 2411.15124, section 3.2).</summary>
    Tulu8,

    /// <summary>Any 12-gram of an item's label, or across query and label, is in the document (datatrove).</summary>
    Any12,

    /// <summary>Any 13-gram of an item is in the document (GPT-3: Brown et al. 2020, arXiv 2005.14165, appendix C).</summary>
    Gpt3,
}
