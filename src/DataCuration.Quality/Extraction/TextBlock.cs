using System.Buffers;

namespace DataCuration.Quality.Extraction;

/// <summary>A run of text that a reader sees as one block.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">White space collapsed, save in preformatted text.</param>
/// <param name="Owner">Index of the element that holds it.</param>
/// <param name="LinkLength">Characters inside links.</param>
internal sealed record TextBlock(BlockKind Kind, string Text, int Owner, int LinkLength)
{
    private const int MinProseWeight = 80;
    private const double MaxProseLinkDensity = 0.45;

    private static readonly SearchValues<char> SentenceMarks = SearchValues.Create(".!?…。！？।؟");

    /// <summary>Share of characters inside links.</summary>
    public double LinkDensity => Text.Length == 0 ? 0 : (double)LinkLength / Text.Length;

    /// <summary>The text outside links, in Latin characters: an ideograph or syllable counts as three.</summary>
    public int Weight { get; } = Math.Max(0, Text.Length - LinkLength) + (2 * Text.AsSpan().CountAny(Ideographs.Values));

    /// <summary>Running text: long enough, with a sentence mark, and mostly outside links.</summary>
    public bool IsProse => Weight >= MinProseWeight && LinkDensity < MaxProseLinkDensity
        && (Kind == BlockKind.Preformatted || Text.AsSpan().ContainsAny(SentenceMarks));

    /// <summary>Mostly links: a menu, a tag list, a row of teasers.</summary>
    public bool IsLinks => LinkDensity > 0.5;

    /// <summary>Ends as a sentence ends, closing quotes and brackets aside.</summary>
    public bool EndsSentence => Text.AsSpan().TrimEnd("\"'”’»)]") is [.., char last] && SentenceMarks.Contains(last);
}
