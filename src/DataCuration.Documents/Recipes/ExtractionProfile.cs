namespace DataCuration.Documents.Recipes;

/// <summary>How much of a web page counts as its text.</summary>
public enum ExtractionProfile
{
    /// <summary>The one main text, such as an article without the site around it; when in doubt, out.</summary>
    Article,

    /// <summary>All text of the page but navigation, links to elsewhere, comments and notices; when in doubt, in.</summary>
    Full,
}
