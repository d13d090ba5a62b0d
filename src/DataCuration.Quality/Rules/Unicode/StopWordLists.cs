using System.Numerics;
using System.Text;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Unicode;

/// <summary>
/// Eight of the most frequent function words of 24 languages, English's being Gopher's (Rae et al. 2021, section A1.1). A text has the stop
/// words of the language that it has most of. Immutable.
/// </summary>
internal static class StopWordLists
{
    private static readonly string[] Lists =
    [
        "the be to of and that have with",
        "der die und in den von zu das",
        "de la le et les des en un",
        "de la que el en y los se",
        "de a o que e do da em",
        "di e il la che in un per",
        "de het een en van in is dat",
        "och i att det som en på är",
        "og i at det som en på er",
        "og i det som på er til av",
        "ja on ei että oli se hän kun",
        "w i na z się nie do to",
        "a se v na je že s z",
        "a az és hogy nem is egy ez",
        "și de la în a cu pe nu",
        "и в не на что с как по",
        "і в на що не з до та",
        "και το να του η της με για",
        "ve bir bu da de için ile ne",
        "في من على أن إلى عن ما لا",
        "של את על לא זה הוא עם כי",
        "yang dan di untuk dengan dari ini itu",
        "的 是 了 在 不 有 和 我",
        "の に は を た が で て",
    ];

    private static readonly List<ulong[]> Masks = [new ulong[Parts]];

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Numbers =
        Build().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The stop words of ASCII letters: the lower-case bytes in one number (0: an empty slot), and the word's number.</summary>
    private static readonly (ulong Letters, int Number)[] OfLetters = BuildLetters();

    /// <summary>A bit for each of 8192 hashes of those letters: most words are told to be none of them without a look-up.</summary>
    private static readonly ulong[] MayBe = BuildMayBe();

    /// <summary>Number of 64-bit parts of a mask.</summary>
    public const int Parts = 3;

    /// <summary>The number of a stop word, 0 for any other word. Case is folded.</summary>
    public static int NumberOf(ReadOnlySpan<byte> word)
    {
        if (word.Length > 16)
        {
            return 0;
        }

        Span<char> characters = stackalloc char[16];
        Span<char> lower = stackalloc char[16];
        int length = Encoding.UTF8.GetChars(word, characters);
        length = ((ReadOnlySpan<char>)characters[..length]).ToLowerInvariant(lower);
        return Numbers.TryGetValue(lower[..length], out int number) ? number : 0;
    }

    /// <summary>As <see cref="NumberOf"/>, of a word of ASCII letters alone.</summary>
    public static int NumberOfLetters(ReadOnlySpan<byte> word)
    {
        if (word.Length > 8)
        {
            return 0;
        }

        ulong letters = WordTable.Head(word, 0, word.Length) | (0x2020202020202020UL >> (64 - (8 * word.Length)));
        int bit = BitOf(letters);
        if ((MayBe[bit >> 6] >> bit & 1) == 0)
        {
            return 0;
        }

        for (int slot = SlotOf(letters); OfLetters[slot].Letters != 0; slot = (slot + 1) & (OfLetters.Length - 1))
        {
            if (OfLetters[slot].Letters == letters)
            {
                return OfLetters[slot].Number;
            }
        }

        return 0;
    }

    /// <summary>The lists that a stop word is in and its place there, a byte a language.</summary>
    public static ReadOnlySpan<ulong> Mask(int number) => Masks[number];

    /// <summary>The most distinct stop words of one language.</summary>
    public static int Best(ReadOnlySpan<ulong> seen)
    {
        int best = 0;
        foreach (ulong part in seen)
        {
            for (int shift = 0; shift < 64; shift += 8)
            {
                best = Math.Max(best, BitOperations.PopCount((part >> shift) & 0xFF));
            }
        }

        return best;
    }

    private static int BitOf(ulong letters) => (int)((letters * 0xD6E8FEB86659FD93) >> 51);

    private static ulong[] BuildMayBe()
    {
        ulong[] bits = new ulong[8192 / 64];
        foreach ((ulong letters, _) in OfLetters.Where(slot => slot.Letters != 0))
        {
            int bit = BitOf(letters);
            bits[bit >> 6] |= 1UL << bit;
        }

        return bits;
    }

    private static int SlotOf(ulong letters) => (int)((letters * 0x9E3779B97F4A7C15) >> 55);

    private static (ulong Letters, int Number)[] BuildLetters()
    {
        (ulong Letters, int Number)[] table = new (ulong, int)[512];
        foreach (string word in Lists.SelectMany(list => list.Split(' ')).Distinct().Where(word => word.Length <= 8 && word.All(char.IsAsciiLetter)))
        {
            byte[] bytes = Encoding.ASCII.GetBytes(word);
            ulong letters = WordTable.Head(bytes, 0, bytes.Length);
            int slot = SlotOf(letters);
            while (table[slot].Letters != 0)
            {
                slot = (slot + 1) & (table.Length - 1);
            }

            table[slot] = (letters, NumberOf(bytes));
        }

        return table;
    }

    private static Dictionary<string, int> Build()
    {
        Dictionary<string, int> numbers = [];
        for (int language = 0; language < Lists.Length; language++)
        {
            string[] words = Lists[language].Split(' ');
            for (int i = 0; i < words.Length; i++)
            {
                if (numbers.TryAdd(words[i], Masks.Count))
                {
                    Masks.Add(new ulong[Parts]);
                }

                Masks[numbers[words[i]]][language / 8] |= 1UL << ((language % 8 * 8) + i);
            }
        }

        return numbers;
    }
}
