using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Extraction;

/// <summary>Decides which blocks of a page are its main text. One use.</summary>
internal sealed class MainContent
{
    private const double DominantShare = 0.85;
    private const double InnerShare = 0.97;
    private const double NamedShare = 0.5;
    private const double OwnShare = 0.5;
    private const double WholeShare = 0.8;
    private const double MaxLeadLinkDensity = 0.2;
    private const int MinLeadLength = 80;
    private const int ShortLength = 60;
    private const int NoticeLength = 160;
    private const int LongestTitle = 400;

    private readonly HtmlPage _page;
    private readonly PageText _text;
    private readonly TextBlock[] _blocks;

    // For each node: the deepest element at or above it that is named as boilerplate; 0 when there is none.
    private readonly int[] _boilerplate;
    private readonly int[] _prose;
    private readonly bool[] _isKept;
    private readonly string _title;
    private readonly HashSet<int> _proseParents = [];
    private int _lastProse;

    private MainContent(HtmlPage page, PageText text)
    {
        (_page, _text, _blocks) = (page, text, text.Blocks);
        _prose = new int[page.Count];
        _boilerplate = new int[page.Count];
        _isKept = new bool[_blocks.Length];
        _title = StockPhrases.Letters(page.Metadata.Title);
        MarkBoilerplate();
        AddProse(block => _boilerplate[block.Owner] == 0);
    }

    /// <summary>For each block, whether to keep it.</summary>
    public static bool[] Select(HtmlPage page, PageText text, ExtractionProfile profile)
    {
        MainContent content = new(page, text);
        if (profile == ExtractionProfile.Full || content._prose[0] == 0)
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
            _isKept[i] = _boilerplate[_blocks[i].Owner] == 0 && !_blocks[i].IsLinks;
        }
    }

    private void KeepArticle()
    {
        int body = Best(NodeMarks.ArticleBody);
        int root = body;
        if (body > 0)
        {
            KeepBodies(Inner(body));
        }
        else
        {
            root = Descend(Best(NodeMarks.Main));
            KeepInside(root);
            TrimEnds(root);
        }

        KeepLead();
        DropLoose();
    }

    /// <summary>Keeps the body and its like: some pages cut an article into several elements of one class.</summary>
    private void KeepBodies(int body)
    {
        ReadOnlySpan<char> names = _page.Html.AsSpan(_page[body].Start, _page[body].Length);
        int[] within = new int[_page.Count];
        for (int i = 1; i < _page.Count; i++)
        {
            ref readonly HtmlNode node = ref _page[i];
            bool isLike = node.Tag == _page[body].Tag && (node.Marks & NodeMarks.ArticleBody) != 0 && _boilerplate[i] == 0
                && _page.Html.AsSpan(node.Start, node.Length).SequenceEqual(names);
            within[i] = i == body || isLike ? i : within[node.Parent];
        }

        for (int i = 0; i < _blocks.Length; i++)
        {
            int around = within[_blocks[i].Owner];
            _isKept[i] = around > 0 && _boilerplate[_blocks[i].Owner] <= around;
        }
    }

    private void KeepInside(int root)
    {
        for (int i = 0; i < _blocks.Length; i++)
        {
            _isKept[i] = _blocks[i].Owner >= root && _blocks[i].Owner < _page[root].End && _boilerplate[_blocks[i].Owner] <= root;
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

        bool IsKept(TextBlock block) => block.Owner >= root && block.Owner < _page[root].End && _boilerplate[block.Owner] <= root;
    }

    private int Parent(int element) => _page[element].Parent;

    /// <summary>Keeps prose between the title and the text: the lead, which often lies outside the body.</summary>
    private void KeepLead()
    {
        int first = Array.IndexOf(_isKept, true);
        int title = first - 1;
        while (title >= 0 && !IsTitle(title))
        {
            title--;
        }

        for (int i = title + 1; title >= 0 && i < first; i++)
        {
            ref readonly TextBlock block = ref _blocks[i];
            bool isLead = block.IsProse || (block.Kind == BlockKind.Paragraph && block.Length >= MinLeadLength);
            _isKept[i] = isLead && block.LinkDensity < MaxLeadLinkDensity && _boilerplate[block.Owner] == 0;
        }
    }

    /// <summary>Drops what lies inside the text and is none of it.</summary>
    private void DropLoose()
    {
        bool isBefore = true;
        for (int i = 0; i < _blocks.Length; i++)
        {
            if (_isKept[i] && _blocks[i].IsProse)
            {
                _proseParents.Add(Parent(_blocks[i].Owner));
                _lastProse = i;
            }
        }

        for (int i = 0; i < _blocks.Length; i++)
        {
            if (_isKept[i])
            {
                isBefore &= !_blocks[i].IsProse;
                _isKept[i] = !IsLoose(i, isBefore);
            }
        }

        DropOrphanHeadings();
    }

    private bool IsLoose(int i, bool isBefore)
    {
        ref readonly TextBlock block = ref _blocks[i];
        bool isPlainLink = block.Kind == BlockKind.Paragraph && _proseParents.Contains(Parent(block.Owner)) && i < _lastProse && !isBefore;
        if ((block.IsLinks && !isPlainLink) || (isBefore && (IsTitle(i) || IsDateLine(block))))
        {
            return true;
        }

        ReadOnlySpan<char> text = _text.Of(block);
        return (block.Length < ShortLength && (StockPhrases.IsLabel(text) || StockPhrases.IsPointer(text)))
            || (block.Length < NoticeLength && StockPhrases.IsCredit(text))
            || (block.LinkDensity > 0.25 && block.Length < NoticeLength && StockPhrases.IsPointer(text));
    }

    /// <summary>A heading whose section was dropped goes too: the list of links below it was what it headed.</summary>
    private void DropOrphanHeadings()
    {
        int next = _blocks.Length;
        for (int i = _blocks.Length - 1; i >= 0; i--)
        {
            if (!_isKept[i])
            {
                continue;
            }

            bool isOrphan = _blocks[i].Kind == BlockKind.Heading && (next == _blocks.Length || (next > i + 1 && IsNextSection(i, next)));
            if (isOrphan)
            {
                _isKept[i] = false;
            }
            else
            {
                next = i;
            }
        }
    }

    private bool IsNextSection(int heading, int next) => _blocks[next].Kind == BlockKind.Heading && _blocks[next].Level <= _blocks[heading].Level;

    /// <summary>A short line with a year or a time: when the text was published.</summary>
    private bool IsDateLine(in TextBlock block)
    {
        if (block.Length >= ShortLength || block.EndsSentence || block.Kind == BlockKind.Heading)
        {
            return false;
        }

        ReadOnlySpan<char> text = _text.Of(block);
        for (int i = 0; i + 3 < text.Length; i++)
        {
            bool isYear = (text[i..].StartsWith("19") || text[i..].StartsWith("20")) && char.IsAsciiDigit(text[i + 2]) && char.IsAsciiDigit(text[i + 3]);
            bool isTime = char.IsAsciiDigit(text[i]) && text[i + 1] is ':' && char.IsAsciiDigit(text[i + 2]) && char.IsAsciiDigit(text[i + 3]);
            if (isYear || isTime)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsTitle(int i)
    {
        if (_blocks[i].Kind != BlockKind.Heading || _blocks[i].Length > LongestTitle)
        {
            return false;
        }

        string heading = StockPhrases.Letters(_text.Of(_blocks[i]));
        return heading.Length >= 8 && (_title.Contains(heading, StringComparison.Ordinal) || (_title.Length >= 16 && heading.Contains(_title, StringComparison.Ordinal)));
    }

    private void MarkBoilerplate()
    {
        AddProse(_ => true);
        bool[] hasBody = new bool[_page.Count];
        int[] main = new int[_page.Count];
        for (int i = _page.Count - 1; i > 0; i--)
        {
            hasBody[i] |= ((_page[i].Marks & NodeMarks.ArticleBody) != 0 && _page[i].Tag != HtmlTag.Text) || _page[i].Tag == HtmlTag.H1;
            hasBody[_page[i].Parent] |= hasBody[i];
        }

        for (int i = 1; i < _page.Count; i++)
        {
            ref readonly HtmlNode node = ref _page[i];
            int inherited = _boilerplate[node.Parent];
            if (node.Tag == HtmlTag.Text)
            {
                continue;
            }

            main[i] = (node.Marks & (NodeMarks.ArticleBody | NodeMarks.Main)) != 0 ? i : main[node.Parent];
            bool isNamed = (node.Marks & NodeMarks.AnyBoilerplate) != 0 || (node.Tag == HtmlTag.Header && main[i] == 0);
            bool isBoilerplate = isNamed && !HoldsText(i, hasBody[i], main[node.Parent]);
            bool isBody = (node.Marks & NodeMarks.ArticleBody) != 0 && !isBoilerplate;
            _boilerplate[i] = isBoilerplate ? i : isBody && inherited > 0 && (_page[inherited].Marks & NodeMarks.Comments) == 0 ? 0 : inherited;
        }

        Array.Clear(_prose);
    }

    /// <summary>It holds so much of the prose that its name must mean something else.</summary>
    private bool HoldsText(int element, bool hasBody, int main)
    {
        ref readonly HtmlNode node = ref _page[element];
        bool isAside = (node.Marks & NodeMarks.Comments) != 0 || node.Tag is HtmlTag.Aside or HtmlTag.Footer or HtmlTag.Nav;
        return _prose[element] > (hasBody ? OwnShare : WholeShare) * _prose[0] || (main > 0 && !isAside && _prose[element] > OwnShare * _prose[main]);
    }

    private void AddProse(Func<TextBlock, bool> counts)
    {
        foreach (TextBlock block in _blocks)
        {
            if (block.IsProse && counts(block))
            {
                _prose[block.Owner] += block.Weight;
            }
        }

        for (int i = _page.Count - 1; i > 0; i--)
        {
            _prose[_page[i].Parent] += _prose[i];
        }
    }

    /// <summary>The element of the name with the most prose, when that is most of the page's.</summary>
    private int Best(NodeMarks name)
    {
        int best = 0;
        for (int i = 1; i < _page.Count; i++)
        {
            if ((_page[i].Marks & name) != 0 && _page[i].Tag != HtmlTag.Text && _prose[i] > (best == 0 ? 0 : _prose[best]))
            {
                best = i;
            }
        }

        return _prose[best] >= NamedShare * _prose[0] ? best : 0;
    }

    /// <summary>A body within the body that holds nearly all of it; the outer one has the title and the date too.</summary>
    private int Inner(int body)
    {
        int inner = body;
        for (int i = body + 1; i < _page[body].End; i++)
        {
            if ((_page[i].Marks & NodeMarks.ArticleBody) != 0 && _page[i].Tag != HtmlTag.Text && _prose[i] >= InnerShare * _prose[body])
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
            if (_page[i].Parent == root && _prose[i] >= DominantShare * _prose[root]
                && HtmlTags.IsBlock(_page[i].Tag) && _page[i].Tag is not (HtmlTag.P or HtmlTag.Pre or HtmlTag.Li or HtmlTag.Tr))
            {
                root = i;
            }
        }

        return root;
    }
}
