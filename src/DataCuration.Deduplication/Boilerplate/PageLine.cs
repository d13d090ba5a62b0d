namespace DataCuration.Deduplication.Boilerplate;

/// <summary>A line of a page, or with line 0 the page itself, ordered by domain, line, page.</summary>
/// <param name="Domain">Hash of the registered domain.</param>
/// <param name="Line">Hash of the normalised line, never 0; 0 for the page.</param>
/// <param name="Page">Hash of the document's id.</param>
internal readonly record struct PageLine(ulong Domain, ulong Line, ulong Page) : IComparable<PageLine>
{
    public int CompareTo(PageLine other)
    {
        int order = Domain.CompareTo(other.Domain);
        order = order != 0 ? order : Line.CompareTo(other.Line);
        return order != 0 ? order : Page.CompareTo(other.Page);
    }

    public static bool operator <(PageLine left, PageLine right) => left.CompareTo(right) < 0;

    public static bool operator >(PageLine left, PageLine right) => left.CompareTo(right) > 0;

    public static bool operator <=(PageLine left, PageLine right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PageLine left, PageLine right) => left.CompareTo(right) >= 0;
}
