namespace DataCuration.Quality.Extraction;

/// <summary>Drops what lies inside the main text and is none of it: the title again, the date, labels, pointers, credits, headings of nothing.</summary>
internal sealed class LooseBlocks(HtmlPage page, PageText text, bool[] isKept)
{
    private const int ShortLength = 60;
    private const int NoticeLength = 160;
    private const int LongestTitle = 400;
    private const int ShortestTitle = 8;
    private const double PointerLinkDensity = 0.25;

    private readonly TextBlock[] _blocks = text.Blocks;
    private readonly string _title = StockPhrases.Letters(page.Metadata.Title.AsSpan()[..Math.Min(page.Metadata.Title?.Length ?? 0, LongestTitle)]);

    /// <summary>Drops them.</summary>
    public void Drop()
    {
        bool isBefore = true;
        for (int i = 0; i < _blocks.Length; i++)
        {
            if (isKept[i])
            {
                isBefore &= !_blocks[i].IsProse;
                isKept[i] = !IsLoose(i, isBefore);
            }
        }

        DropOrphanHeadings();
    }

    /// <summary>The block is a heading that says what the page's title says.</summary>
    public bool IsTitle(int i)
    {
        if (_blocks[i].Kind != BlockKind.Heading || _blocks[i].Length > LongestTitle)
        {
            return false;
        }

        string heading = StockPhrases.Letters(text.Of(_blocks[i]));
        return heading.Length >= ShortestTitle
            && (_title.Contains(heading, StringComparison.Ordinal) || (_title.Length >= 2 * ShortestTitle && heading.Contains(_title, StringComparison.Ordinal)));
    }

    private bool IsLoose(int i, bool isBefore)
    {
        ref readonly TextBlock block = ref _blocks[i];
        if (block.IsLinks || (isBefore && (IsTitle(i) || IsDateLine(block))))
        {
            return true;
        }

        ReadOnlySpan<char> line = text.Of(block);
        return (block.Length < ShortLength && (StockPhrases.IsLabel(line) || StockPhrases.IsPointer(line)))
            || (block.Length < NoticeLength && StockPhrases.IsCredit(line))
            || (block.LinkDensity > PointerLinkDensity && block.Length < NoticeLength && StockPhrases.IsPointer(line));
    }

    /// <summary>A heading whose section was dropped goes too: the list of links below it was what it headed.</summary>
    private void DropOrphanHeadings()
    {
        int next = _blocks.Length;
        for (int i = _blocks.Length - 1; i >= 0; i--)
        {
            if (!isKept[i])
            {
                continue;
            }

            bool isOrphan = _blocks[i].Kind == BlockKind.Heading && (next == _blocks.Length || (next > i + 1 && IsNextSection(i, next)));
            if (isOrphan)
            {
                isKept[i] = false;
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

        ReadOnlySpan<char> line = text.Of(block);
        for (int i = 0; i + 3 < line.Length; i++)
        {
            bool isYear = (line[i..].StartsWith("19") || line[i..].StartsWith("20")) && char.IsAsciiDigit(line[i + 2]) && char.IsAsciiDigit(line[i + 3]);
            bool isTime = char.IsAsciiDigit(line[i]) && line[i + 1] is ':' && char.IsAsciiDigit(line[i + 2]) && char.IsAsciiDigit(line[i + 3]);
            if (isYear || isTime)
            {
                return true;
            }
        }

        return false;
    }
}
