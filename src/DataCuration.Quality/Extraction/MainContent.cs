// Chooses the main text. An element that its author named as the body of the article (schema.org articleBody, the class names of content
// management systems) is it, when it holds most of the page's prose: long blocks with sentences and few links. Without one, the smallest
// element that holds nearly all prose is, cut to what lies from the first to the last of it. That text shows by its density of words
// against links follows Kohlschuetter et al. 2010 ("Boilerplate detection using shallow text features", WSDM, section 4) and Pomikalek
// 2011 (jusText, chapter 3); names against prose, the lead and the loose blocks are ours. Cost: linear in nodes and blocks.
using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Extraction;

/// <summary>Decides which blocks of a page are its main text. One use.</summary>
internal sealed class MainContent
{
    private const double DominantShare = 0.85;
    private const double InnerShare = 0.97;
    private const double NamedShare = 0.5;
    private const double MaxLeadLinkDensity = 0.2;
    private const int MinLeadLength = 80;

    private readonly HtmlPage _page;
    private readonly TextBlock[] _blocks;
    private readonly PageOutline _outline;
    private readonly bool[] _isKept;
    private readonly LooseBlocks _loose;

    private MainContent(HtmlPage page, PageText text)
    {
        (_page, _blocks) = (page, text.Blocks);
        _outline = new PageOutline(page, text);
        _isKept = new bool[_blocks.Length];
        _loose = new LooseBlocks(page, text, _isKept);
    }

    /// <summary>For each block, whether to keep it.</summary>
    public static bool[] Select(HtmlPage page, PageText text, ExtractionProfile profile)
    {
        MainContent content = new(page, text);
        if (profile == ExtractionProfile.Full || content._outline.Prose(0) == 0)
        {
            content.KeepAll();
        }
        else
        {
            content.KeepArticle();
        }

        return content._isKept;
    }

    private void KeepAll()
    {
        for (int i = 0; i < _blocks.Length; i++)
        {
            _isKept[i] = _outline.Boilerplate(_blocks[i].Owner) == 0 && !_blocks[i].IsLinks;
        }
    }

    private void KeepArticle()
    {
        int body = Best(NodeMarks.ArticleBody);
        if (body > 0)
        {
            KeepBodies(Inner(body));
        }
        else
        {
            int root = Descend(Best(NodeMarks.Main));
            KeepInside(root);
            TrimEnds(root);
        }

        KeepLead();
        _loose.Drop();
    }

    /// <summary>Keeps the body and its like: some pages cut an article into several elements of one class.</summary>
    private void KeepBodies(int body)
    {
        ReadOnlySpan<char> names = _page.Html.AsSpan(_page[body].Start, _page[body].Length);
        int[] within = new int[_page.Count];
        for (int i = 1; i < _page.Count; i++)
        {
            ref readonly HtmlNode node = ref _page[i];
            bool isLike = node.Tag == _page[body].Tag && (node.Marks & NodeMarks.ArticleBody) != 0 && _outline.Boilerplate(i) == 0
                && _page.Html.AsSpan(node.Start, node.Length).SequenceEqual(names);
            within[i] = i == body || isLike ? i : within[node.Parent];
        }

        for (int i = 0; i < _blocks.Length; i++)
        {
            int around = within[_blocks[i].Owner];
            _isKept[i] = around > 0 && _outline.Boilerplate(_blocks[i].Owner) <= around;
        }
    }

    private void KeepInside(int root)
    {
        for (int i = 0; i < _blocks.Length; i++)
        {
            _isKept[i] = _blocks[i].Owner >= root && _blocks[i].Owner < _page[root].End && _outline.Boilerplate(_blocks[i].Owner) <= root;
        }
    }

    /// <summary>Drops what is before the first and after the last prose, unless it is of one piece with it.</summary>
    private void TrimEnds(int root)
    {
        int first = Array.FindIndex(_blocks, block => block.IsProse && IsKept(block));
        int last = Array.FindLastIndex(_blocks, block => block.IsProse && IsKept(block));
        if (first < 0)
        {
            return;
        }

        int start = first;
        int end = last;
        while (start > 0 && Continues(start - 1))
        {
            start--;
        }

        while (end < _blocks.Length - 1 && Continues(end + 1) && _blocks[end + 1].Kind != BlockKind.Heading)
        {
            end++;
        }

        for (int i = 0; i < _blocks.Length; i++)
        {
            _isKept[i] &= (i >= start && i <= end) || (!_blocks[i].IsLinks && Parent(_blocks[i].Owner) == Parent(_blocks[i < start ? first : last].Owner));
        }

        bool Continues(int i) => _isKept[i] && !_blocks[i].IsLinks && (_blocks[i].EndsSentence || _blocks[i].Kind == BlockKind.Heading);

        bool IsKept(TextBlock block) => block.Owner >= root && block.Owner < _page[root].End && _outline.Boilerplate(block.Owner) <= root;
    }

    private int Parent(int element) => _page[element].Parent;

    /// <summary>Keeps prose between the title and the text: the lead, which often lies outside the body.</summary>
    private void KeepLead()
    {
        int first = Array.IndexOf(_isKept, true);
        int title = first - 1;
        while (title >= 0 && !_loose.IsTitle(title))
        {
            title--;
        }

        for (int i = title + 1; title >= 0 && i < first; i++)
        {
            ref readonly TextBlock block = ref _blocks[i];
            bool isLead = block.IsProse || (block.Kind == BlockKind.Paragraph && block.Length >= MinLeadLength);
            _isKept[i] = isLead && block.LinkDensity < MaxLeadLinkDensity && _outline.Boilerplate(block.Owner) == 0;
        }
    }

    /// <summary>The element of the name with the most prose, when that is most of the page's.</summary>
    private int Best(NodeMarks name)
    {
        int best = 0;
        for (int i = 1; i < _page.Count; i++)
        {
            if (_outline.Has(i, name) && _outline.Prose(i) > (best == 0 ? 0 : _outline.Prose(best)))
            {
                best = i;
            }
        }

        return _outline.Prose(best) >= NamedShare * _outline.Prose(0) ? best : 0;
    }

    /// <summary>A body within the body that holds nearly all of it; the outer one has the title and the date too.</summary>
    private int Inner(int body)
    {
        int inner = body;
        for (int i = body + 1; i < _page[body].End; i++)
        {
            if (_outline.Has(i, NodeMarks.ArticleBody) && _outline.Prose(i) >= InnerShare * _outline.Prose(body))
            {
                inner = i;
            }
        }

        return inner;
    }

    private int Descend(int start)
    {
        int root = start;
        for (int i = start + 1; i < _page.Count; i++)
        {
            // Parents come first, so one pass follows the chain of dominant children down.
            if (_page[i].Parent == root && _outline.Prose(i) >= DominantShare * _outline.Prose(root)
                && HtmlTags.IsBlock(_page[i].Tag) && _page[i].Tag is not (HtmlTag.P or HtmlTag.Pre or HtmlTag.Li or HtmlTag.Tr))
            {
                root = i;
            }
        }

        return root;
    }
}
