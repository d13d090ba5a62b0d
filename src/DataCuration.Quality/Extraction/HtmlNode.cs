namespace DataCuration.Quality.Extraction;

/// <summary>One element or one run of characters. Nodes lie in document order; the descendants of one follow it up to <see cref="End"/>.</summary>
internal struct HtmlNode
{
    /// <summary>What it is.</summary>
    public HtmlTag Tag;

    /// <summary>What its names say.</summary>
    public NodeMarks Marks;

    /// <summary>Index of the parent; -1 for the root.</summary>
    public int Parent;

    /// <summary>Index after the last descendant.</summary>
    public int End;

    /// <summary>Text: where the characters start in the page. Element: where the value of its class starts.</summary>
    public int Start;

    /// <summary>Text: how many characters of the page. Element: length of the value of its class.</summary>
    public int Length;
}
