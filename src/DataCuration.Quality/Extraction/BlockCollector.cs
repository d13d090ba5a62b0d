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
    private readonly Stack<(INode Node, int Element, BlockKind Kind)> _open = new();
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
        INode? next = root.FirstChild;
        while (_open.Count > 0)
        {
            if (next is null)
            {
                (INode closed, _, _) = _open.Peek();
                Leave((IElement)closed);
                _open.Pop();
                next = _open.Count > 0 ? closed.NextSibling : null;
                continue;
            }

            (_, int parent, BlockKind kind) = _open.Peek();
            if (next is IElement element && !ElementNames.HasNoText(element))
            {
                Enter(element, parent, kind);
                next = element.FirstChild;
                continue;
            }

            if (next is IText text)
            {
                Append(text.Data, kind);
            }

            next = next.NextSibling;
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
        _open.Push((element, _elements.Count, kind));
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
        (_, int owner, BlockKind kind) = _open.Count > 0 ? _open.Peek() : (null!, 0, BlockKind.Plain);
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
}
