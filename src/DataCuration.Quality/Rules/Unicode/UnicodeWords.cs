// Words after UAX #29 (Unicode text segmentation, section 4), over UTF-8 in one pass: a word is a segment with a letter or a digit; all
// else only separates. Letters of scripts without spaces are words of their own, so that counts and n-grams mean something in Chinese,
// Japanese and Thai. On the way it marks the first word of each sentence: one ends at a terminal mark and the quotation marks and brackets
// that follow, if white space or the end comes next or the mark is no full stop.
// What differs: no state beyond the last two classes is kept, so a mid-word mark followed by an invisible format character separates.
// Cost: about a nanosecond a byte and one look-up a word.
using System.Buffers;
using System.Numerics;
using System.Text;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Unicode;

/// <summary>Cuts texts of any language into words. Reuses its memory; single-threaded.</summary>
internal sealed class UnicodeWords : IWordSplitter
{
    private const int MaxBytes = 16 << 20;

    private static readonly bool[] EndsLetters = EndersOfLetters();

    private readonly WordMasks _masks = new();

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; private set; } = new(TraitsOf);

    /// <summary>The traits of a word: whether it has a letter, is a letter of a script without spaces, is a stop word.</summary>
    public static WordTraits TraitsOf(ReadOnlySpan<byte> word)
    {
        WordTraits traits = (WordTraits)(StopWordLists.NumberOf(word) << 8);
        while (!word.IsEmpty)
        {
            WordBreak kind = Decode(word, 0, out int length);
            traits |= kind switch
            {
                WordBreak.Letter or WordBreak.Katakana => WordTraits.Letter,
                WordBreak.Unspaced => WordTraits.Letter | WordTraits.Unspaced,
                _ => WordTraits.None,
            };
            word = word[length..];
        }

        return traits;
    }

    /// <inheritdoc/>
    public void BeginDocument()
    {
        if (Vocabulary.Bytes > MaxBytes)
        {
            Vocabulary = new Vocabulary(TraitsOf);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// <see cref="DocumentWords.IsAfterSpace"/> says here that a sentence begins with the word. The words are numbered among themselves; the
    /// vocabulary only remembers what those are that have bytes beyond ASCII.
    /// </remarks>
    public void Split(ReadOnlySpan<byte> text, DocumentWords words)
    {
        words.BeginLocal();
        _masks.Fill(text);
        bool isEnded = false;
        int end = 0;
        ulong carry = 0;
        for (int block = 0; block << 6 < text.Length; block++)
        {
            // Where runs begin, and the stops between them; what a word has swallowed is passed over.
            ulong runs = _masks.Runs.Bits(block);
            ulong stops = _masks.Stops.Bits(block);
            ulong places = (runs & ~((runs << 1) | carry)) | stops;
            carry = runs >> 63;
            for (; places != 0; places &= places - 1)
            {
                int i = (block << 6) + BitOperations.TrailingZeroCount(places);
                if (i < end)
                {
                    // A number can reach over its point into the next run, and end there.
                    end = _masks.Runs.RunLength(i) > 0 && _masks.Runs.NextClear(i) > end ? SplitRun(text, end, ref isEnded, words) : end;
                    continue;
                }

                if ((stops & places & (0 - places)) != 0)
                {
                    isEnded |= EndsSentence(text, i, i + 1);
                    continue;
                }

                int letters = _masks.Letters.RunLength(i);
                if (letters == _masks.Runs.RunLength(i) && letters < 64)
                {
                    words.Add(letters, i, isEnded);
                    isEnded = false;
                }
                else
                {
                    end = SplitRun(text, i, ref isEnded, words);
                }
            }
        }

        words.NumberLocal(text);
        Learn(text, words);
    }

    /// <summary>Cuts a run that is more than ASCII letters; where the last word or mark in it ends.</summary>
    private int SplitRun(ReadOnlySpan<byte> text, int i, ref bool isEnded, DocumentWords words)
    {
        int runEnd = _masks.Runs.NextClear(i);
        while (i < runEnd)
        {
            if (char.IsAsciiLetter((char)text[i]))
            {
                int end = _masks.Letters.NextClear(i);
                end = end == text.Length || EndsLetters[text[end]] ? end : EndOfWord(text, end, WordBreak.Letter, hasContent: true, out _);
                words.Add(end - i, i, isEnded);
                isEnded = false;
                i = end;
            }
            else
            {
                i = SplitOther(text, i, ref isEnded, words);
            }
        }

        return i;
    }

    /// <summary>Looks at what is no ASCII letter and may be a word or end a sentence; where it ends.</summary>
    private static int SplitOther(ReadOnlySpan<byte> text, int i, ref bool isEnded, DocumentWords words)
    {
        WordBreak kind = Decode(text, i, out int length);
        int end = i + length;
        bool isWord = false;
        switch (kind)
        {
            case WordBreak.Letter or WordBreak.Numeric or WordBreak.Katakana or WordBreak.ExtendNumLet:
                end = EndOfWord(text, end, kind, kind != WordBreak.ExtendNumLet, out isWord);
                break;
            case WordBreak.Unspaced:
                end = SkipExtend(text, end);
                isWord = true;
                break;
            case WordBreak.Terminal or WordBreak.MidNumLet:
                isEnded |= EndsSentence(text, i, end);
                break;
            default:
                break;
        }

        if (isWord)
        {
            words.Add(end - i, i, isEnded);
            isEnded = false;
        }

        return end;
    }

    private void Learn(ReadOnlySpan<byte> text, DocumentWords words)
    {
        for (int number = 0; number < words.Distinct; number++)
        {
            (int start, int length) = words.FirstOccurrence(number);
            ReadOnlySpan<byte> word = text.Slice(start, length);
            if (_masks.Letters.RunLength(start) >= length)
            {
                words.Learn(number, length, WordTraits.Letter | (WordTraits)(StopWordLists.NumberOfLetters(word) << 8));
            }
            else if (Ascii.IsValid(word))
            {
                // No stop word of ASCII has anything but letters.
                words.Learn(number, length, word.ContainsAnyInRange((byte)'A', (byte)'z') && HasLetter(word) ? WordTraits.Letter : WordTraits.None);
            }
            else
            {
                int id = Vocabulary.IdOf(word, ByteTable.Hash(word));
                ref readonly Word known = ref Vocabulary.Words[id];
                words.Learn(number, known.CodePoints, known.Traits);
            }
        }
    }

    private static bool HasLetter(ReadOnlySpan<byte> ascii)
    {
        foreach (byte unit in ascii)
        {
            if (char.IsAsciiLetter((char)unit))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>By byte: after ASCII letters it certainly ends the word. The others may join it to what follows.</summary>
    private static bool[] EndersOfLetters()
    {
        bool[] ends = new bool[256];
        for (int unit = 0; unit < 0x80; unit++)
        {
            ends[unit] = WordBreakTable.Of(unit) is WordBreak.Other or WordBreak.Space or WordBreak.MidNum or WordBreak.Terminal or WordBreak.Closing;
        }

        return ends;
    }

    internal static WordBreak Decode(ReadOnlySpan<byte> text, int i, out int length)
    {
        byte first = text[i];
        if (first < 0x80)
        {
            length = 1;
            return WordBreakTable.Of(first);
        }

        return Rune.DecodeFromUtf8(text[i..], out Rune rune, out length) == OperationStatus.Done ? WordBreakTable.Of(rune.Value) : WordBreak.Other;
    }

    internal static int SkipExtend(ReadOnlySpan<byte> text, int i)
    {
        while (i < text.Length && text[i] >= 0x80 && Decode(text, i, out int length) == WordBreak.Extend)
        {
            i += length;
        }

        return i;
    }

    /// <summary>Where the word ends whose first code point, of kind <paramref name="last"/>, ends at <paramref name="i"/>.</summary>
    internal static int EndOfWord(ReadOnlySpan<byte> text, int i, WordBreak last, bool hasContent, out bool isWord)
    {
        while (i < text.Length)
        {
            if (last == WordBreak.Letter)
            {
                while (i < text.Length && (uint)((text[i] | 0x20) - 'a') < 26)
                {
                    i++;
                }

                if (i == text.Length)
                {
                    break;
                }
            }

            WordBreak kind = Decode(text, i, out int length);
            if (kind == WordBreak.Space)
            {
                break;
            }

            if (kind is WordBreak.Letter or WordBreak.Numeric)
            {
                // WB5, WB8 to WB10, WB13b; WB13b only joins Katakana over an underscore.
                if (last == WordBreak.Katakana)
                {
                    break;
                }

                hasContent = true;
                last = kind;
            }
            else if (kind == WordBreak.Katakana)
            {
                if (last is not (WordBreak.Katakana or WordBreak.ExtendNumLet))
                {
                    break;
                }

                hasContent = true;
                last = kind;
            }
            else if (kind == WordBreak.ExtendNumLet)
            {
                last = kind;
            }
            else if (kind is WordBreak.MidLetter or WordBreak.MidNum or WordBreak.MidNumLet && i + length < text.Length
                && Joins(last, kind, Decode(text, i + length, out int next)))
            {
                length += next;
            }
            else if (kind != WordBreak.Extend)
            {
                break;
            }

            i += length;
        }

        isWord = hasContent;
        return i;
    }

    /// <summary>WB6, WB7, WB11, WB12.</summary>
    private static bool Joins(WordBreak before, WordBreak mark, WordBreak after) => before == after && before switch
    {
        WordBreak.Letter => mark is WordBreak.MidLetter or WordBreak.MidNumLet,
        WordBreak.Numeric => mark is WordBreak.MidNum or WordBreak.MidNumLet,
        _ => false,
    };

    internal static bool EndsSentence(ReadOnlySpan<byte> text, int start, int end)
    {
        bool isMark = text[start] is (byte)'.' or (byte)'!' or (byte)'?' || (text[start] >= 0x80 && (CharacterTable.Decode(text, start, out _) & CharacterClass.Terminal) != 0);
        if (!isMark || text[start] != (byte)'.')
        {
            return isMark;
        }

        while (end < text.Length)
        {
            WordBreak kind = Decode(text, end, out int length);
            if (kind is not (WordBreak.Closing or WordBreak.Terminal or WordBreak.MidNumLet))
            {
                return kind == WordBreak.Space;
            }

            end += length;
        }

        return true;
    }
}
