using System.Text;
using AngleSharp.Dom;

namespace DataCuration.Quality.Extraction;

/// <summary>
/// Walks the tree of a page once, without recursion, and cuts its text into blocks as a browser would lay them out. One use.
/// </summary>
internal sealed class BlockCollector
{
    private readonly List<PageElement> _elements = [];
    private readonly List<TextBlock> _blocks = [];
    private readonly StringBuilder _text = new();
    private readonly Stack<OpenElement> _open = new();
    private int _linkDepth;
    private int _linkLength;
    private bool _hasPendingSpace;

    /// <summary>The elements visited, parents first.</summary>
    public IReadOnlyList<PageElement> Elements => _elements;

    /// <summary>The blocks in reading order.</summary>
    public IReadOnlyList<TextBlock> Blocks => _blocks;

    /// <summary>Collects the blocks below an element.</summary>
    public void Collect(IElement root)
    {
        Enter(root, -1, BlockKind.Plain);
        while (_open.Count > 0)
        {
            OpenElement open = _open.Peek();
            if (open.NextChild == open.Children.Length)
            {
                Leave(open.Element);
                _open.Pop();
                continue;
            }

            // By index: NextSibling searches the parent's children, which is quadratic on a flat page of a million elements.
            INode child = open.Children[open.NextChild++];
            if (child is IElement element && !ElementNames.HasNoText(element))
            {
                Enter(element, open.Index, open.Kind);
            }
            else if (child is IText text)
            {
                Append(text.Data, open.Kind);
            }
        }
    }

    private void Enter(IElement element, int parent, BlockKind kind)
    {
        if (ElementNames.IsBlock(element))
        {
            Flush();
            kind = kind == BlockKind.ListItem && element.LocalName == "p" ? kind : ElementNames.KindOf(element) ?? kind;
        }

        switch (element.LocalName)
        {
            case "a":
                _linkDepth++;
                break;
            case "br":
                Break();
                break;
            case "td" or "th" when _text.Length > 0:
                _text.Append(" | ");
                _hasPendingSpace = false;
                break;
        }

        bool isSuspect = (parent >= 0 && _elements[parent].IsSuspect) || ElementNames.IsSuspect(element);
        _open.Push(new OpenElement(element, _elements.Count, kind));
        _elements.Add(new PageElement { Element = element, Parent = parent, IsSuspect = isSuspect });
    }

    private void Leave(IElement element)
    {
        if (ElementNames.IsBlock(element))
        {
            Flush();
        }

        _linkDepth -= element.LocalName == "a" ? 1 : 0;
    }

    private void Append(string data, BlockKind kind)
    {
        int before = _text.Length;
        foreach (char c in data)
        {
            if (c is '\u00AD' or '\u200B' or '\uFEFF' || (char.IsControl(c) && !char.IsWhiteSpace(c)))
            {
                continue;
            }

            if (kind == BlockKind.Preformatted)
            {
                _text.Append(c);
                continue;
            }

            if (char.IsWhiteSpace(c))
            {
                _hasPendingSpace = true;
                continue;
            }

            if (_hasPendingSpace && _text.Length > 0 && _text[^1] is not ('\n' or ' '))
            {
                _text.Append(' ');
            }

            _hasPendingSpace = false;
            _text.Append(c);
        }

        _linkLength += _linkDepth > 0 ? _text.Length - before : 0;
    }

    /// <summary>One line break stays in the block; two make a new block.</summary>
    private void Break()
    {
        if (_text.Length > 0 && _text[^1] == '\n' && _open.Peek().Kind != BlockKind.Preformatted)
        {
            Flush();
        }
        else if (_text.Length > 0)
        {
            _text.Append('\n');
        }

        _hasPendingSpace = false;
    }

    private void Flush()
    {
        (int owner, BlockKind kind) = _open.TryPeek(out OpenElement? open) ? (open.Index, open.Kind) : (0, BlockKind.Plain);
        string raw = _text.ToString();
        string text = kind == BlockKind.Preformatted
            ? raw.Replace("\r", "", StringComparison.Ordinal).Trim('\n').TrimEnd()
            : raw.Trim().TrimEnd('|').TrimEnd();
        if (text.AsSpan().IndexOfAnyExcept(" |\n\t") >= 0)
        {
            _blocks.Add(new TextBlock(kind, text, owner, Math.Min(_linkLength, text.Length)));
        }

        _text.Clear();
        _linkLength = 0;
        _hasPendingSpace = false;
    }

    /// <summary>An element whose children are being read.</summary>
    private sealed class OpenElement(IElement element, int index, BlockKind kind)
    {
        public IElement Element { get; } = element;

        public INodeList Children { get; } = element.ChildNodes;

        public int Index { get; } = index;

        public BlockKind Kind { get; } = kind;

        public int NextChild { get; set; }
    }
}
