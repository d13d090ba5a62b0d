using System.Buffers;

namespace DataCuration.Quality.Extraction;

/// <summary>A run of text that a reader sees as one block. A range of the characters of <see cref="PageText"/>.</summary>
internal struct TextBlock
{
    private const int MinProseWeight = 80;
    private const int MaxLinksWeight = 60;
    private const double MaxProseLinkDensity = 0.45;

    private static readonly SearchValues<char> SentenceMarks = SearchValues.Create(".!?…。！？।؟։።");
    private static readonly SearchValues<char> ClosingMarks = SearchValues.Create("\"'”’»)]」』 ");

    /// <summary>What it is.</summary>
    public BlockKind Kind;

    /// <summary>Heading: 1 to 6. List item: how many lists it is inside.</summary>
    public byte Level;

    /// <summary>Position in its ordered list, from one; 0 in other blocks.</summary>
    public int Number;

    /// <summary>Where its characters start.</summary>
    public int Start;

    /// <summary>How many characters it has.</summary>
    public int Length;

    /// <summary>Characters inside links.</summary>
    public int LinkLength;

    /// <summary>Where the first character outside a link is, from its start.</summary>
    public int FirstUnlinked;

    /// <summary>How many characters after the last link.</summary>
    public int AfterLink;

    /// <summary>Characters in bold type.</summary>
    public int BoldLength;

    /// <summary>The element that holds it: the innermost block.</summary>
    public int Owner;

    /// <summary>Marks of the element and of all around it.</summary>
    public NodeMarks Marks;

    /// <summary>The text outside links, in Latin characters: an ideograph or syllable counts as three.</summary>
    public int Weight;

    /// <summary>It has a mark that ends a sentence.</summary>
    public bool HasSentenceMark;

    /// <summary>It ends as a sentence ends, closing quotes and brackets aside.</summary>
    public bool EndsSentence;

    /// <summary>Share of characters inside links.</summary>
    public readonly double LinkDensity => Length == 0 ? 0 : (double)LinkLength / Length;

    /// <summary>Running text: long enough, with a sentence mark, and mostly outside links.</summary>
    public readonly bool IsProse => Weight >= MinProseWeight && LinkDensity < MaxProseLinkDensity
        && Kind != BlockKind.Heading && (Kind == BlockKind.Preformatted || HasSentenceMark);

    /// <summary>Mostly links: a menu, a tag list, a row of teasers.</summary>
    public readonly bool IsLinks => LinkDensity > 0.5 && Weight < MaxLinksWeight;

    /// <summary>Measures the finished text.</summary>
    public void Measure(ReadOnlySpan<char> text)
    {
        Weight = Math.Max(0, text.Length - LinkLength) + (2 * text.CountAny(Ideographs.Values));
        HasSentenceMark = HasSentenceEnd(text);
        int last = text.LastIndexOfAnyExcept(ClosingMarks);
        EndsSentence = last >= 0 && SentenceMarks.Contains(text[last]);
    }

    /// <summary>A mark inside a word, as in an address, ends no sentence.</summary>
    private static bool HasSentenceEnd(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(SentenceMarks) is >= 0 and int at)
        {
            if (text[at] > '\u007F' || at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1]))
            {
                return true;
            }

            text = text[(at + 1)..];
        }

        return false;
    }
}
