// A tree builder for reading text, not for rendering. It follows the tokenizer of the HTML standard (WHATWG HTML, 13.2.5) and those rules
// of tree construction (13.2.6) that decide which text belongs to which element: implied end tags, void and raw-text elements, scopes.
// Left out on purpose: the adoption agency (misnested formatting stays where it was opened; links are tracked apart, because an unclosed
// one would swallow the page) and foster parenting (text lost inside a table stays there). Cost: one pass; an end tag searches at most
// MaxDepth open elements, and only when one of its name is open, so every page takes time linear in its length.
namespace DataCuration.Quality.Extraction;

/// <summary>Builds the nodes of one page. One use; single-threaded.</summary>
internal sealed class HtmlTreeBuilder
{
    /// <summary>Deepest nesting; elements below it are not opened, their text stays. Pages in the wild stay below 200.</summary>
    public const int MaxDepth = 512;

    // Stands for an element that is read although browsers do not show it: a block without other meaning.
    private const HtmlTag ScriptlessTag = HtmlTag.Center;

    private readonly string _html;
    private readonly HtmlPage _page;
    private readonly int _maxNodes;
    private readonly bool _readsScriptless;
    private readonly ElementHints _hints = new();
    private readonly int[] _stack = new int[MaxDepth];
    private readonly int[] _openCount = new int[(int)HtmlTag.Xmp + 1];
    private readonly int[] _unopenedCount = new int[(int)HtmlTag.Xmp + 1];
    private int _depth;
    private bool _isInLink;
    private int _foreignDepth;

    private HtmlTreeBuilder(string html, int maxNodes, bool readsScriptless)
    {
        (_html, _maxNodes, _readsScriptless) = (html, maxNodes, readsScriptless);
        _page = new HtmlPage(html, Math.Clamp(html.Length / 32, 64, maxNodes));
        Push(_page.Add(HtmlTag.Html, NodeMarks.None, -1, 0, 0), HtmlTag.Html);
    }

    /// <summary>Builds the page.</summary>
    /// <param name="html">Its characters.</param>
    /// <param name="maxNodes">Stop after so many nodes.</param>
    /// <param name="readsScriptless">Read what is there for browsers without scripts, and templates that scripts would show.</param>
    public static HtmlPage Build(string html, int maxNodes, bool readsScriptless = false)
    {
        HtmlTreeBuilder builder = new(html, maxNodes, readsScriptless);
        builder.Run();
        return builder._page;
    }

    private void Run()
    {
        HtmlScanner scanner = new(_html);
        while (scanner.Read())
        {
            if (_page.Count >= _maxNodes)
            {
                _page.IsTruncated = true;
                break;
            }

            switch (scanner.Kind)
            {
                case HtmlTokenKind.Text:
                    AddText(scanner.TextStart, scanner.TextLength);
                    break;
                case HtmlTokenKind.StartTag:
                    Start(ref scanner);
                    break;
                default:
                    End(scanner.Tag);
                    break;
            }
        }

        while (_depth > 0)
        {
            Pop();
        }
    }

    private void AddText(int start, int length)
    {
        if (length == 0)
        {
            return;
        }

        NodeMarks marks = _isInLink ? NodeMarks.InLink : NodeMarks.None;
        marks |= _html.AsSpan(start, length).Contains('&') ? NodeMarks.HasReferences : NodeMarks.None;
        _page.Add(HtmlTag.Text, marks, Current, start, length);
    }

    private void Start(ref HtmlScanner scanner)
    {
        HtmlTag tag = scanner.Tag;
        if (_readsScriptless && IsScriptless(scanner))
        {
            Open(scanner, ScriptlessTag);
            return;
        }

        if (tag is HtmlTag.Html or HtmlTag.Body or HtmlTag.Head)
        {
            return;
        }

        if (HtmlTags.IsRawText(tag) && _foreignDepth == 0)
        {
            (int start, int length) = scanner.ReadRawText();
            _page.Metadata.AddRawText(tag, scanner, start, length);
            if (tag == HtmlTag.Xmp)
            {
                Open(scanner, tag);
                AddText(start, length);
                End(tag);
            }

            return;
        }

        if (tag is HtmlTag.Meta or HtmlTag.Time or HtmlTag.Link)
        {
            _page.Metadata.AddTag(tag, scanner);
        }

        CloseImplied(tag);
        if (HtmlTags.IsVoid(tag) || (scanner.IsSelfClosing && _foreignDepth > 0))
        {
            if (tag is HtmlTag.Br or HtmlTag.Hr)
            {
                _page.Add(tag, NodeMarks.None, Current, 0, 0);
            }

            return;
        }

        Open(scanner, tag);
    }

    private void Open(in HtmlScanner scanner, HtmlTag tag)
    {
        if (_depth == MaxDepth)
        {
            _unopenedCount[(int)tag]++;
            return;
        }

        NodeMarks marks = _hints.Classify(tag, scanner);
        Push(_page.Add(tag, marks, Current, scanner.ClassStart, scanner.ClassLength), tag);
        if (tag == HtmlTag.A)
        {
            _isInLink = scanner.HasHref;
        }
        else if (tag is HtmlTag.Svg or HtmlTag.Math)
        {
            _foreignDepth++;
        }
    }

    private void CloseImplied(HtmlTag tag)
    {
        if (HtmlTags.EndsParagraph(tag) && _openCount[(int)HtmlTag.P] > 0)
        {
            CloseInScope(HtmlTag.P);
        }

        switch (tag)
        {
            case HtmlTag.Li:
                CloseItem(HtmlTag.Li, HtmlTag.Li);
                break;
            case HtmlTag.Dd or HtmlTag.Dt:
                CloseItem(HtmlTag.Dd, HtmlTag.Dt);
                break;
            case HtmlTag.Option or HtmlTag.Optgroup when CurrentTag == HtmlTag.Option:
                Pop();
                break;
            case HtmlTag.Td or HtmlTag.Th:
                CloseUpTo(HtmlTag.Td, HtmlTag.Th, HtmlTag.Tr);
                break;
            case HtmlTag.Tr:
                CloseUpTo(HtmlTag.Tr, HtmlTag.Tr, HtmlTag.Table);
                break;
            case HtmlTag.Tbody or HtmlTag.Thead or HtmlTag.Tfoot:
                CloseUpTo(HtmlTag.Tbody, HtmlTag.Thead, HtmlTag.Table);
                CloseUpTo(HtmlTag.Tr, HtmlTag.Tfoot, HtmlTag.Table);
                break;
            case >= HtmlTag.H1 and <= HtmlTag.H6 when HtmlTags.IsHeading(CurrentTag):
                Pop();
                break;
            case HtmlTag.A when _openCount[(int)HtmlTag.A] > 0:
                CloseInline(HtmlTag.A);
                break;
        }
    }

    private static bool IsScriptless(in HtmlScanner scanner) => scanner.Tag is HtmlTag.Noscript or HtmlTag.Template
        || (scanner.Tag == HtmlTag.Script && scanner.Attribute("type").Contains("template", StringComparison.OrdinalIgnoreCase));

    private void End(HtmlTag tag)
    {
        tag = _readsScriptless && tag is (HtmlTag.Noscript or HtmlTag.Script or HtmlTag.Template) ? ScriptlessTag : tag;
        if (_unopenedCount[(int)tag] > 0)
        {
            _unopenedCount[(int)tag]--;
            return;
        }

        if (tag == HtmlTag.A)
        {
            _isInLink = false;
        }

        if (tag == HtmlTag.Br)
        {
            _page.Add(HtmlTag.Br, NodeMarks.None, Current, 0, 0);
        }
        else if (tag is HtmlTag.Html or HtmlTag.Body or HtmlTag.Head or HtmlTag.Other || _openCount[(int)tag] == 0)
        {
            // Elements without a meaning here close with their parent, unless they are the innermost.
            if (tag == HtmlTag.Other && CurrentTag == HtmlTag.Other)
            {
                Pop();
            }
        }
        else if (HtmlTags.IsHeading(tag) || HtmlTags.IsBlock(tag))
        {
            CloseInScope(tag);
        }
        else
        {
            CloseInline(tag);
        }
    }

    /// <summary>Closes the innermost element of the name unless a table cell or the like lies between.</summary>
    private void CloseInScope(HtmlTag tag)
    {
        for (int i = _depth - 1; i > 0; i--)
        {
            HtmlTag open = TagAt(i);
            if (open == tag)
            {
                PopTo(i);
                return;
            }

            if (HtmlTags.IsScopeBoundary(open) && !IsTablePart(tag))
            {
                return;
            }
        }
    }

    /// <summary>Closes the innermost inline element of the name unless a block lies between.</summary>
    private void CloseInline(HtmlTag tag)
    {
        for (int i = _depth - 1; i > 0; i--)
        {
            HtmlTag open = TagAt(i);
            if (open == tag)
            {
                PopTo(i);
                return;
            }

            if (HtmlTags.IsBlock(open))
            {
                return;
            }
        }
    }

    /// <summary>A list item closes the one before it in the same list.</summary>
    private void CloseItem(HtmlTag first, HtmlTag second)
    {
        if (_openCount[(int)first] + _openCount[(int)second] == 0)
        {
            return;
        }

        for (int i = _depth - 1; i > 0; i--)
        {
            HtmlTag open = TagAt(i);
            if (open == first || open == second)
            {
                PopTo(i);
                return;
            }

            if (HtmlTags.IsBlock(open) && open is not (HtmlTag.Address or HtmlTag.Div or HtmlTag.P))
            {
                return;
            }
        }
    }

    private void CloseUpTo(HtmlTag first, HtmlTag second, HtmlTag boundary)
    {
        if (_openCount[(int)first] + _openCount[(int)second] == 0)
        {
            return;
        }

        for (int i = _depth - 1; i > 0; i--)
        {
            HtmlTag open = TagAt(i);
            if (open == first || open == second)
            {
                PopTo(i);
                return;
            }

            if (open == boundary || open == HtmlTag.Table)
            {
                return;
            }
        }
    }

    private static bool IsTablePart(HtmlTag tag) =>
        tag is HtmlTag.Table or HtmlTag.Tbody or HtmlTag.Thead or HtmlTag.Tfoot or HtmlTag.Tr or HtmlTag.Td or HtmlTag.Th or HtmlTag.Caption;

    private int Current => _stack[_depth - 1];

    private HtmlTag CurrentTag => TagAt(_depth - 1);

    private HtmlTag TagAt(int depth) => _page[_stack[depth]].Tag;

    private void Push(int node, HtmlTag tag)
    {
        _stack[_depth++] = node;
        _openCount[(int)tag]++;
    }

    private void PopTo(int depth)
    {
        while (_depth > depth)
        {
            Pop();
        }
    }

    private void Pop()
    {
        ref HtmlNode node = ref _page[_stack[--_depth]];
        node.End = _page.Count;
        _openCount[(int)node.Tag]--;
        if (node.Tag == HtmlTag.A)
        {
            _isInLink = false;
        }
        else if (node.Tag is HtmlTag.Svg or HtmlTag.Math)
        {
            _foreignDepth--;
        }
    }
}
