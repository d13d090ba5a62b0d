using System.Collections.Frozen;

namespace DataCuration.Quality.Extraction;

/// <summary>
/// Reads what an element's name, class, id, role and item property say. A word is a run of letters; camelCase starts a new one. The words
/// are the vocabulary of content management systems and of the HTML and ARIA standards; none names a site. Remembers the classes of one
/// page; single-threaded.
/// </summary>
internal sealed class ElementHints
{
    private const int LongestValue = 300;
    private const int ShortestStem = 9;

    private static readonly FrozenDictionary<string, NodeMarks> Words = CreateWords();

    private static readonly FrozenDictionary<string, NodeMarks>.AlternateLookup<ReadOnlySpan<char>> WordLookup =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly (string Stem, NodeMarks Marks)[] Stems =
    [
        ("comment", NodeMarks.Comments), ("related", NodeMarks.Links), ("recommend", NodeMarks.Links), ("sharing", NodeMarks.Links),
        ("share", NodeMarks.Links), ("social", NodeMarks.Links), ("breadcrumb", NodeMarks.Links), ("navigation", NodeMarks.Links),
        ("readmore", NodeMarks.Links), ("newsletter", NodeMarks.Site), ("subscri", NodeMarks.Site), ("sidebar", NodeMarks.Site),
        ("footer", NodeMarks.Site), ("sponsor", NodeMarks.Site), ("advert", NodeMarks.Site), ("cookie", NodeMarks.Site),
        ("promo", NodeMarks.Site), ("trending", NodeMarks.Links), ("popular", NodeMarks.Links), ("articlebody", NodeMarks.ArticleBody),
        ("entrycontent", NodeMarks.ArticleBody), ("postcontent", NodeMarks.ArticleBody), ("postbody", NodeMarks.ArticleBody),
        ("articlecontent", NodeMarks.ArticleBody), ("articletext", NodeMarks.ArticleBody), ("storybody", NodeMarks.ArticleBody),
        ("storytext", NodeMarks.ArticleBody), ("newstext", NodeMarks.ArticleBody),
    ];

    private static readonly FrozenSet<string> Subjects = Set("article art story post entry news blog text page content main body field node");
    private static readonly FrozenSet<string> Bodies = Set("body content contents text copy");
    private static readonly FrozenSet<string> NotPairs = Set("page main content node");

    private readonly Dictionary<string, NodeMarks>.AlternateLookup<ReadOnlySpan<char>> _known =
        new Dictionary<string, NodeMarks>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The marks of an element whose start tag was just read.</summary>
    public NodeMarks Classify(HtmlTag tag, in HtmlScanner element)
    {
        NodeMarks marks = element.IsHidden ? NodeMarks.Hidden : NodeMarks.None;
        marks |= OfTag(tag);
        if (!element.Role.IsEmpty)
        {
            marks |= OfRole(element.Role);
        }

        if (element.ItemProperty.Equals("articleBody", StringComparison.OrdinalIgnoreCase))
        {
            marks |= NodeMarks.ArticleBody;
        }

        if (element.ClassLength > 0)
        {
            marks |= OfNames(element.Class);
        }

        if (!element.Id.IsEmpty)
        {
            marks |= OfNames(element.Id);
        }

        return tag is HtmlTag.Article or HtmlTag.Main ? marks & ~NodeMarks.AnyBoilerplate : marks;
    }

    /// <summary>A style that hides.</summary>
    public static bool IsHiddenStyle(ReadOnlySpan<char> style)
    {
        int at = style.IndexOf("display", StringComparison.OrdinalIgnoreCase);
        if (at >= 0 && style[(at + 7)..].TrimStart() is [':', .. { } display] && display.TrimStart().StartsWith("none", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        at = style.IndexOf("visibility", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && style[(at + 10)..].TrimStart() is [':', .. { } visibility]
            && visibility.TrimStart().StartsWith("hidden", StringComparison.OrdinalIgnoreCase);
    }

    private static NodeMarks OfTag(HtmlTag tag) => tag switch
    {
        HtmlTag.Nav or HtmlTag.Menu => NodeMarks.Links,
        HtmlTag.Footer or HtmlTag.Aside => NodeMarks.Site,
        HtmlTag.Figcaption => NodeMarks.About,
        HtmlTag.Article or HtmlTag.Main => NodeMarks.Main,
        _ => NodeMarks.None,
    };

    private static NodeMarks OfRole(ReadOnlySpan<char> role) => role switch
    {
        "main" or "article" => NodeMarks.Main,
        "navigation" or "menu" or "menubar" or "search" => NodeMarks.Links,
        "banner" or "contentinfo" or "complementary" or "dialog" or "alert" or "alertdialog" => NodeMarks.Site,
        _ => NodeMarks.None,
    };

    private NodeMarks OfNames(ReadOnlySpan<char> names)
    {
        names = names[..Math.Min(names.Length, LongestValue)];
        if (!_known.TryGetValue(names, out NodeMarks marks))
        {
            marks = Read(names);
            _known[names] = marks;
        }

        return marks;
    }

    private static NodeMarks Read(ReadOnlySpan<char> names)
    {
        NodeMarks marks = NodeMarks.None;
        char[] lower = new char[names.Length];
        names.ToLowerInvariant(lower);
        bool isPost = false;
        bool isEmbedded = false;
        foreach (Range range in names.SplitAny(" \t\n\r\f"))
        {
            ReadOnlySpan<char> name = lower.AsSpan(range);
            NodeMarks named = ReadOne(names[range], name);

            // The body of something that is boilerplate is boilerplate.
            marks |= (named & NodeMarks.AnyBoilerplate) != 0 ? named & NodeMarks.AnyBoilerplate : named;
            isEmbedded |= name.Contains("embed", StringComparison.Ordinal) || name.Contains("tweet", StringComparison.Ordinal);
            isPost |= name is "hentry";
        }

        // What a text quotes from a social network is part of it.
        marks = isEmbedded ? marks & ~NodeMarks.Links : marks;

        // A post carries its tags and categories as classes, a body its layout.
        marks |= isPost ? NodeMarks.Main : NodeMarks.None;
        return isPost || (marks & NodeMarks.ArticleBody) != 0 ? marks & ~(NodeMarks.Links | NodeMarks.Site | NodeMarks.About) : marks;
    }

    private static NodeMarks ReadOne(ReadOnlySpan<char> name, ReadOnlySpan<char> lower)
    {
        NodeMarks marks = NodeMarks.None;
        ReadOnlySpan<char> previous = default;
        for (int i = 0; i < name.Length;)
        {
            int start = i;
            while (i < name.Length && char.IsLetter(name[i]) && (i == start || !char.IsUpper(name[i]) || char.IsUpper(name[i - 1])))
            {
                i++;
            }

            if (i > start)
            {
                ReadOnlySpan<char> word = lower[start..i];
                marks |= OfWord(word, previous);
                previous = word;
            }

            i = Math.Max(i, start + 1);
        }

        return marks;
    }

    private static NodeMarks OfWord(ReadOnlySpan<char> word, ReadOnlySpan<char> previous)
    {
        NodeMarks marks = NodeMarks.None;
        if (WordLookup.TryGetValue(word, out NodeMarks known))
        {
            marks = known;
        }
        else if (word.Length >= ShortestStem)
        {
            foreach ((string stem, NodeMarks stemMarks) in Stems)
            {
                if (word.StartsWith(stem) || word.EndsWith(stem))
                {
                    marks = stemMarks;
                    break;
                }
            }
        }

        if (previous is "print" && word is "header" or "link" or "button" or "footer" or "only")
        {
            marks |= NodeMarks.Links;
        }

        if (!previous.IsEmpty && Contains(Bodies, word) && Contains(Subjects, previous))
        {
            marks |= Contains(NotPairs, previous) ? NodeMarks.Main : NodeMarks.ArticleBody;
        }

        return marks;
    }

    private static bool Contains(FrozenSet<string> set, ReadOnlySpan<char> word) => set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, NodeMarks> CreateWords()
    {
        Dictionary<string, NodeMarks> words = new(StringComparer.Ordinal);
        void Add(NodeMarks marks, string text)
        {
            foreach (string word in text.Split(' '))
            {
                words.Add(word, marks);
            }
        }

        Add(NodeMarks.Comments, "comment comments commentlist disqus respond replies livefyre kommentar kommentare comentarios comentario commentaires commentaire komentarze commenti");
        Add(
            NodeMarks.Links,
            "related recommended recommendations recirc recirculation share shares sharing sharebar social socials follow nav navbar navigation menu submenu breadcrumb "
            + "breadcrumbs pager pagination paging tags tagcloud taglist trending popular teasers outbrain taboola addthis addtoany "
            + "jumplink toolbar skip toc printfriendly readnext upnext relacionadas relacionados verwandte teilen prev prevnext nextprev keywords topics seealso readmore");
        Add(
            NodeMarks.Site,
            "sidebar footer masthead newsletter subscribe subscription signup promo promos promoted promotion advert advertisement advertising ad ads adsense "
            + "adslot sponsor sponsored sponsors cookie cookies consent gdpr popup modal overlay login register donate donation paywall banner widget widgets "
            + "copyright disclaimer rail aside cta license licence rodape fusszeile werbung anzeige publicidad publicidade publicite pubblicita reklama");
        Add(
            NodeMarks.About,
            "byline author authors bio dateline timestamp pubdate metadata postmeta meta caption captions credit credits figcaption rating ratings attribution gallery slideshow carousel autor autore auteur");
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
