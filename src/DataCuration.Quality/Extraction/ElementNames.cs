using System.Collections.Frozen;
using AngleSharp.Dom;

namespace DataCuration.Quality.Extraction;

/// <summary>What names of elements, classes and ids say about the text inside.</summary>
internal static class ElementNames
{
    private static readonly FrozenSet<string> WithoutText = Set(
        "script style noscript template svg math canvas iframe object embed video audio map picture button select option input textarea "
        + "datalist progress meter dialog head title frameset noframes");

    private static readonly FrozenSet<string> Blocks = Set(
        "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
        + "h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul caption");

    private static readonly FrozenSet<string> SuspectElements = Set("nav header footer aside menu figcaption");

    private static readonly FrozenSet<string> SuspectWords = Set(
        "comment comments disqus respond sidebar related recommended recirc share sharing social follow footer nav navbar navigation menu "
        + "breadcrumb breadcrumbs newsletter subscribe subscription signup promo promoted advert advertisement ad ads adsense sponsor "
        + "sponsored cookie cookies consent popup modal pagination pager toolbar masthead copyright byline author outbrain taboola "
        + "trending popular teaser teasers tags tagcloud metadata postmeta caption credit skip login");

    /// <summary>Nothing inside is readable text.</summary>
    public static bool HasNoText(IElement element) => WithoutText.Contains(element.LocalName) || IsHidden(element);

    /// <summary>It starts and ends a block.</summary>
    public static bool IsBlock(IElement element) => Blocks.Contains(element.LocalName);

    /// <summary>The element, one of its classes or its id is named like boilerplate. The page, main and article elements never are.</summary>
    public static bool IsSuspect(IElement element) => element.LocalName is not ("html" or "body" or "main" or "article")
        && (SuspectElements.Contains(element.LocalName) || HasSuspectWord(element.ClassName) || HasSuspectWord(element.Id)
            || element.GetAttribute("role") is "navigation" or "banner" or "contentinfo" or "complementary" or "search" or "dialog");

    /// <summary>The author named it the main content.</summary>
    public static bool IsNamedMain(IElement element) => element.LocalName is "article" or "main"
        || element.GetAttribute("role") == "main" || element.GetAttribute("itemprop") == "articleBody";

    /// <summary>The kind of the blocks an element starts; null when its text continues the parent's kind.</summary>
    public static BlockKind? KindOf(IElement element) => element.LocalName switch
    {
        "p" or "blockquote" or "dd" or "dt" => BlockKind.Paragraph,
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => BlockKind.Heading,
        "li" => BlockKind.ListItem,
        "tr" => BlockKind.TableRow,
        "pre" => BlockKind.Preformatted,
        "div" or "section" or "article" or "main" => BlockKind.Plain,
        _ => null,
    };

    private static bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true")
        {
            return true;
        }

        string? style = element.GetAttribute("style");
        return style is not null && style.Contains(':', StringComparison.Ordinal) && IsHiddenStyle(style);
    }

    private static bool IsHiddenStyle(string style)
    {
        string compact = style.Replace(" ", "", StringComparison.Ordinal);
        return compact.Contains("display:none", StringComparison.OrdinalIgnoreCase)
            || compact.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A word is a run of letters; camelCase starts a new one.</summary>
    private static bool HasSuspectWord(string? names)
    {
        FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words = SuspectWords.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int i = 0; names is not null && i < names.Length;)
        {
            int start = i;
            while (i < names.Length && char.IsAsciiLetter(names[i]) && (i == start || !char.IsAsciiLetterUpper(names[i]) || char.IsAsciiLetterUpper(names[i - 1])))
            {
                i++;
            }

            if (i > start && words.Contains(names.AsSpan(start, i - start)))
            {
                return true;
            }

            i = Math.Max(i, start + 1);
        }

        return false;
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
