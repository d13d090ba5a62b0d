using AngleSharp.Dom;

namespace DataCuration.Quality.Extraction;

/// <summary>An element on the way to some text, with what the choice of the main content needs.</summary>
internal sealed class PageElement
{
    /// <summary>The element.</summary>
    public required IElement Element { get; init; }

    /// <summary>Index of the parent; -1 for the root.</summary>
    public required int Parent { get; init; }

    /// <summary>It or an ancestor is named like boilerplate (navigation, footer, comments, advertising).</summary>
    public required bool IsSuspect { get; init; }

    /// <summary>Weight of the prose inside that is not suspect.</summary>
    public long Prose { get; set; }
}
