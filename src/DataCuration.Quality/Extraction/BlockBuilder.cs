namespace DataCuration.Quality.Extraction;

/// <summary>Walks the nodes of a page once, without recursion, and cuts its text into blocks as a browser would lay them out. One use.</summary>
internal sealed class BlockBuilder
{
    private readonly HtmlPage _page;
    private readonly List<TextBlock> _blocks = [];
    private readonly OpenElement[] _open = new OpenElement[HtmlTreeBuilder.MaxDepth];
    private int _depth;
    private char[] _characters;
    private int _length;
    private TextBlock _block;
    private bool _hasPendingSpace;

    private BlockBuilder(HtmlPage page)
    {
        _page = page;
        _characters = new char[Math.Max(256, page.Html.Length / 4)];
    }

    /// <summary>Cuts the page into blocks.</summary>
    /// <param name="page">The page.</param>
    /// <param name="keepsHidden">Text that is not shown counts too.</param>
    public static PageText Build(HtmlPage page, bool keepsHidden)
    {
        BlockBuilder builder = new(page);
        builder.Walk(keepsHidden);
        return new PageText(builder._characters, [.. builder._blocks]);
    }

    private void Walk(bool keepsHidden)
    {
        for (int i = 0; i < _page.Count;)
        {
            while (_depth > 0 && _open[_depth - 1].End <= i)
            {
                Leave();
            }

            ref readonly HtmlNode node = ref _page[i];
            if (node.Tag == HtmlTag.Text)
            {
                Append(_page.Html.AsSpan(node.Start, node.Length), node.Marks);
                i++;
            }
            else if (HtmlTags.IsWithoutText(node.Tag) || (!keepsHidden && (node.Marks & NodeMarks.Hidden) != 0))
            {
                i = node.End;
            }
            else
            {
                Enter(i, node);
                i++;
            }
        }

        while (_depth > 0)
        {
            Leave();
        }
    }

    private void Enter(int index, in HtmlNode node)
    {
        if (node.Tag == HtmlTag.Br)
        {
            Break();
            return;
        }

        OpenElement open = _depth > 0 ? _open[_depth - 1] : default;
        open.End = node.End;
        open.Tag = node.Tag;
        open.Marks |= node.Marks;
        open.IsBold |= node.Tag is HtmlTag.B or HtmlTag.Strong;
        bool isCell = node.Tag is HtmlTag.Td or HtmlTag.Th;
        open.IsBlock = HtmlTags.IsBlock(node.Tag) && !(isCell && open.Kind == BlockKind.TableRow);
        if (isCell && !open.IsBlock && _length > _block.Start)
        {
            AppendRaw(" | ");
            _hasPendingSpace = false;
        }

        if (open.IsBlock)
        {
            Flush();
            open.Owner = index;
            SetKind(ref open, index, node.Tag);
        }

        _open[_depth++] = open;
    }

    private void SetKind(ref OpenElement open, int index, HtmlTag tag)
    {
        switch (tag)
        {
            case HtmlTag.P when open.Kind == BlockKind.ListItem || open.Kind == BlockKind.TableRow:
                break;
            case HtmlTag.P or HtmlTag.Blockquote or HtmlTag.Dd or HtmlTag.Dt:
                open.Kind = BlockKind.Paragraph;
                break;
            case >= HtmlTag.H1 and <= HtmlTag.H6:
                (open.Kind, open.Level) = (BlockKind.Heading, (byte)(tag - HtmlTag.H1 + 1));
                break;
            case HtmlTag.Ul or HtmlTag.Ol or HtmlTag.Menu or HtmlTag.Dir:
                open.ListDepth = (byte)Math.Min(open.ListDepth + 1, 200);
                (open.IsOrdered, open.Item, open.Kind) = (tag == HtmlTag.Ol, 0, BlockKind.Plain);
                break;
            case HtmlTag.Li:
                open.Kind = BlockKind.ListItem;
                open.Level = Math.Max(open.ListDepth, (byte)1);
                open.Number = 0;
                if (_depth > 0 && open.IsOrdered)
                {
                    open.Number = ++_open[_depth - 1].Item;
                }

                open.IsNewItem = true;
                break;
            case HtmlTag.Tr:
                open.Kind = IsLayout(index) ? BlockKind.Plain : BlockKind.TableRow;
                break;
            case HtmlTag.Pre or HtmlTag.Listing or HtmlTag.Xmp or HtmlTag.Plaintext:
                open.Kind = BlockKind.Preformatted;
                break;
            case HtmlTag.Table or HtmlTag.Div or HtmlTag.Section or HtmlTag.Article or HtmlTag.Main or HtmlTag.Td or HtmlTag.Th:
                open.Kind = open.Kind is BlockKind.ListItem or BlockKind.TableRow or BlockKind.Preformatted or BlockKind.Heading ? open.Kind : BlockKind.Plain;
                break;
        }
    }

    /// <summary>A row whose cells hold blocks lays out a page and tabulates nothing.</summary>
    private bool IsLayout(int row)
    {
        int end = Math.Min(_page[row].End, row + 200);
        for (int i = row + 1; i < end; i++)
        {
            if (_page[i].Tag is HtmlTag.Table or HtmlTag.H1 or HtmlTag.H2 or HtmlTag.H3 or HtmlTag.Ul or HtmlTag.Form or HtmlTag.Article or HtmlTag.Section or HtmlTag.P)
            {
                return true;
            }
        }

        return false;
    }

    private void Leave()
    {
        if (_open[_depth - 1].IsBlock)
        {
            Flush();
        }

        _depth--;
    }

    private void Append(ReadOnlySpan<char> text, NodeMarks marks)
    {
        ref OpenElement open = ref _open[_depth - 1];
        int before = _length;
        bool isPreformatted = open.Kind == BlockKind.Preformatted;
        Span<char> decoded = stackalloc char[4];
        Reserve(text.Length + 8);
        bool hasReferences = (marks & NodeMarks.HasReferences) != 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '&' && hasReferences && HtmlEntities.Read(text[i..], decoded, out int length) is > 0 and int used)
            {
                foreach (char part in decoded[..length])
                {
                    Add(part, isPreformatted);
                }

                i += used - 1;
            }
            else
            {
                Add(c, isPreformatted);
            }
        }

        Note(before, marks, open.IsBold);
    }

    private void Note(int before, NodeMarks marks, bool isBold)
    {
        int added = _length - before;
        if (added == 0)
        {
            return;
        }

        if ((marks & NodeMarks.InLink) != 0)
        {
            _block.LinkLength += added;
            _block.AfterLink = 0;
        }
        else
        {
            _block.FirstUnlinked = _block.FirstUnlinked < 0 ? before - _block.Start : _block.FirstUnlinked;
            _block.AfterLink += added;
        }

        _block.BoldLength += isBold ? added : 0;
    }

    private void Add(char c, bool isPreformatted)
    {
        if (c > ' ' && c < '\u007F')
        {
            AddPending();
            _characters[_length++] = c;
            return;
        }

        if (c is '\u00AD' or '\u200B' or '\uFEFF' or '\r' || (char.IsControl(c) && !char.IsWhiteSpace(c)))
        {
            return;
        }

        if (isPreformatted)
        {
            _characters[_length++] = c;
        }
        else if (char.IsWhiteSpace(c))
        {
            _hasPendingSpace = true;
        }
        else
        {
            AddPending();
            _characters[_length++] = c;
        }
    }

    private void AddPending()
    {
        if (_hasPendingSpace)
        {
            _hasPendingSpace = false;
            if (_length > _block.Start && _characters[_length - 1] is not ('\n' or ' '))
            {
                _characters[_length++] = ' ';
            }
        }
    }

    /// <summary>One line break stays in the block; two make a new block.</summary>
    private void Break()
    {
        bool isPreformatted = _open[_depth - 1].Kind == BlockKind.Preformatted;
        if (_length > _block.Start && _characters[_length - 1] == '\n' && !isPreformatted)
        {
            Flush();
        }
        else if (_length > _block.Start)
        {
            AppendRaw("\n");
        }

        _hasPendingSpace = false;
    }

    private void AppendRaw(string text)
    {
        Reserve(text.Length);
        text.CopyTo(_characters.AsSpan(_length));
        _length += text.Length;
    }

    private void Reserve(int count)
    {
        // A reference may decode to two pairs, and a pending space may come first.
        if (_length + (2 * count) + 8 > _characters.Length)
        {
            Array.Resize(ref _characters, Math.Max(_characters.Length * 2, _length + (2 * count) + 8));
        }
    }

    private void Flush()
    {
        if (_length > _block.Start && _depth > 0)
        {
            ref OpenElement open = ref _open[_depth - 1];
            ReadOnlySpan<char> raw = _characters.AsSpan(_block.Start, _length - _block.Start);
            ReadOnlySpan<char> text = open.Kind == BlockKind.Preformatted ? raw.Trim('\n').TrimEnd() : raw.Trim().TrimEnd('|').TrimEnd();
            if (text.IndexOfAnyExcept(" |\n\t") >= 0)
            {
                int leading = open.Kind == BlockKind.Preformatted ? raw.Length - raw.TrimStart('\n').Length : raw.Length - raw.TrimStart().Length;
                _block.Kind = open.Kind == BlockKind.ListItem && !open.IsNewItem ? BlockKind.Plain : open.Kind;
                (_block.Level, _block.Number, _block.Owner, _block.Marks) = (open.Level, open.Number, open.Owner, open.Marks);
                _block.Start += leading;
                _block.Length = text.Length;
                _block.LinkLength = Math.Min(_block.LinkLength, text.Length);
                _block.Measure(text);
                _blocks.Add(_block);
                ForgetItem();
            }
        }

        _block = new TextBlock { Start = _length, FirstUnlinked = -1 };
        _hasPendingSpace = false;
    }

    /// <summary>Only the first block of a list item gets its mark.</summary>
    private void ForgetItem()
    {
        for (int i = _depth - 1; i >= 0 && _open[i].IsNewItem; i--)
        {
            _open[i].IsNewItem = false;
        }
    }

    /// <summary>An element whose descendants are being read, with what they inherit.</summary>
    private struct OpenElement
    {
        public int End;
        public int Owner;
        public int Item;
        public int Number;
        public HtmlTag Tag;
        public BlockKind Kind;
        public byte Level;
        public byte ListDepth;
        public NodeMarks Marks;
        public bool IsBlock;
        public bool IsBold;
        public bool IsOrdered;
        public bool IsNewItem;
    }
}
