// Words as uniseg cuts them (UAX #29) and DCLM keeps them: segments whose first character is a letter or a number, so "_x" is none and a
// fraction sign is one. What differs from uniseg: the two of UnicodeWords and WordBreakTable (a mark inside a word followed by a format
// character; Hebrew's own quotation marks; letters of Tibetan stand alone).
using System.Text;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Unicode;

/// <summary>Cuts texts into the words of profile dclm-baseline/1. Reuses its memory; single-threaded.</summary>
internal sealed class AlphanumericSegments : IWordSplitter
{
    private const int MaxBytes = 16 << 20;

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; private set; } = new(NoTraits);

    /// <inheritdoc/>
    public void BeginDocument()
    {
        if (Vocabulary.Bytes > MaxBytes)
        {
            Vocabulary = new Vocabulary(NoTraits);
        }
    }

    /// <inheritdoc/>
    public void Split(ReadOnlySpan<byte> text, DocumentWords words)
    {
        words.Begin(Vocabulary);
        for (int i = 0; i < text.Length;)
        {
            WordBreak kind = UnicodeWords.Decode(text, i, out int length);
            int end = i + length;
            if (kind is WordBreak.Letter or WordBreak.Numeric or WordBreak.Katakana or WordBreak.ExtendNumLet)
            {
                end = UnicodeWords.EndOfWord(text, end, kind, hasContent: true, out _);
                Add(text, i, end, kind != WordBreak.ExtendNumLet, words);
            }
            else if (kind == WordBreak.Unspaced || (kind == WordBreak.Other && length > 1 && StartsAlphanumeric(text[i..])))
            {
                end = UnicodeWords.SkipExtend(text, end);
                Add(text, i, end, isWord: true, words);
            }

            i = end;
        }
    }

    /// <summary>Whether the first code point is what Python's <c>isalnum</c> holds for: a letter, or anything with a numeric value.</summary>
    public static bool StartsAlphanumeric(ReadOnlySpan<byte> text)
    {
        if (text[0] < 0x80)
        {
            return char.IsAsciiLetterOrDigit((char)text[0]);
        }

        return (CharacterTable.Decode(text, 0, out _) & CharacterClass.Letter) != 0
            || (Rune.DecodeFromUtf8(text, out Rune rune, out _) == System.Buffers.OperationStatus.Done && Rune.GetNumericValue(rune) != -1);
    }

    private void Add(ReadOnlySpan<byte> text, int start, int end, bool isWord, DocumentWords words)
    {
        if (isWord)
        {
            ReadOnlySpan<byte> word = text[start..end];
            words.Add(Vocabulary.IdOf(word, ByteTable.Hash(word)), start, isAfterSpace: false);
        }
    }

    private static WordTraits NoTraits(ReadOnlySpan<byte> word) => WordTraits.None;
}
