// The metadata filters of DataComp (Gadre et al. 2023, arXiv 2304.14108, appendix on baselines; baselines/apply_filter.py): "basic" and the caption part of
// "image_based". Words are runs between white space and characters are code points, as Python counts them. What differs: the language is what our own model
// or a given fastText model says, so uids agree with published subsets only where both agree on the language; with fastText's lid.176.bin they are the same
// model. The caption rule of "image_based" counts fastText's tokens there, which also end at white space only. Cost: one pass over a caption, and its language.
using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Language;

namespace DataCuration.Quality.ImageText;

/// <summary>Judges samples by caption and image size. Single-threaded, because it holds a labeller.</summary>
public sealed class SampleFilter
{
    /// <summary>Bump when a judgement may change.</summary>
    public const string AlgorithmVersion = "1";

    private const string English = "en";
    private const int MinCharacters = 6;
    private const double MinSide = 200;
    private const double MaxAspectRatio = 3;

    private readonly LanguageLabeller? _language;
    private readonly int _minWords;
    private readonly bool _needsLength;
    private readonly bool _needsImage;
    private byte[] _line = new byte[1024];

    /// <summary>A filter.</summary>
    /// <param name="filter">Which one.</param>
    /// <param name="languages">The model of languages.</param>
    public SampleFilter(CaptionFilter filter, LanguageLabels languages)
    {
        ArgumentNullException.ThrowIfNull(languages);
        _language = filter == CaptionFilter.None ? null : languages.CreateLabeller();
        _needsLength = filter is CaptionFilter.Caption or CaptionFilter.Basic;
        _needsImage = filter == CaptionFilter.Basic;
        _minWords = filter == CaptionFilter.Basic ? 3 : 2;
    }

    /// <summary>What is wrong with a sample.</summary>
    /// <param name="caption">UTF-8; empty when there is none.</param>
    /// <param name="width">Pixels; NaN when unknown.</param>
    /// <param name="height">Pixels; NaN when unknown.</param>
    public SampleFlaw Judge(ReadOnlySpan<byte> caption, double width, double height)
    {
        SampleFlaw flaws = SampleFlaw.None;
        if (_needsLength)
        {
            (int words, int characters) = Measure(caption);
            flaws |= words < _minWords ? SampleFlaw.FewWords : SampleFlaw.None;
            flaws |= characters < MinCharacters ? SampleFlaw.FewCharacters : SampleFlaw.None;
        }

        if (_needsImage)
        {
            (double shorter, double longer) = (Math.Min(width, height), Math.Max(width, height));
            flaws |= shorter >= MinSide ? SampleFlaw.None : SampleFlaw.SmallImage;
            flaws |= longer / shorter <= MaxAspectRatio ? SampleFlaw.None : SampleFlaw.AspectRatio;
        }

        if (_language is not null && _language.Label(OnOneLine(caption)).Language != English)
        {
            flaws |= SampleFlaw.Language;
        }

        return flaws;
    }

    /// <summary>Words and characters of a caption as Python's <c>len(text.split())</c> and <c>len(text)</c> count them.</summary>
    public static (int Words, int Characters) Measure(ReadOnlySpan<byte> caption)
    {
        int words = 0;
        int characters = 0;
        bool isInside = false;
        while (!caption.IsEmpty)
        {
            Rune.DecodeFromUtf8(caption, out Rune rune, out int bytes);
            caption = caption[bytes..];
            characters++;
            bool isSpace = Rune.IsWhiteSpace(rune) || rune.Value is >= 0x1C and <= 0x1F;
            words += !isSpace && !isInside ? 1 : 0;
            isInside = !isSpace;
        }

        return (words, characters);
    }

    // The language of the caption as a whole: a line break is a space, as in DataComp.
    private ReadOnlySpan<byte> OnOneLine(ReadOnlySpan<byte> caption)
    {
        if (!caption.Contains((byte)'\n')) return caption;
        if (_line.Length < caption.Length) _line = new byte[caption.Length];
        caption.Replace(_line, (byte)'\n', (byte)' ');
        return _line.AsSpan(0, caption.Length);
    }
}
