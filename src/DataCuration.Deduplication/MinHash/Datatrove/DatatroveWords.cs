// spaCy's English tokenizer (Honnibal et al., MIT) on text that DatatroveText has simplified: almost all punctuation is gone, so what is left of
// its rules is a table: contractions without apostrophes ("dont" is "do" "nt"), units after digits, currency signs, symbols and emoji.
// The loop is spaCy's: special case, else peel prefixes and suffixes until nothing changes, then split the middle at infixes.
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DataCuration.Deduplication.MinHash.Datatrove;

/// <summary>Splits simplified text into the words that datatrove's shingles are made of. Immutable; safe for concurrent use.</summary>
internal static class DatatroveWords
{
    private const int MaxCaseBytes = 16;

    private static readonly Dictionary<string, string[]> Cases = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, HashSet<int>> Sets = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Units = new(StringComparer.Ordinal);
    private static readonly HashSet<int> Symbols = [];

    // Special cases for the fast way: ASCII, at most 16 bytes; the lengths that start with each letter rule most words out.
    private static readonly HashSet<UInt128> PackedCases = [];
    private static readonly uint[] CaseLengths = new uint[128];

    static DatatroveWords()
    {
        foreach (string line in DatatroveResource.Lines("words.txt"))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (fields[0])
            {
                case "case":
                    Cases[fields[1]] = fields[2..];
                    AddPackedCase(fields[1]);
                    break;
                case "units":
                    Units.UnionWith(fields[1..]);
                    break;
                default:
                    Sets[fields[0]] = [.. fields.Skip(1).SelectMany(Range)];
                    Symbols.UnionWith(Sets[fields[0]]);
                    break;
            }
        }
    }

    /// <summary>The words in order.</summary>
    public static List<string> Split(string simplified)
    {
        List<string> words = [];
        foreach (string chunk in simplified.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            SplitChunk(chunk, words);
        }

        return words;
    }

    /// <summary>The characters at which the tokenizer may cut, wherever they stand.</summary>
    public static bool IsSymbol(Rune rune) => Symbols.Contains(rune.Value);

    /// <summary>The chunk is a special case.</summary>
    public static bool IsCase(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length > MaxCaseBytes || chunk[0] >= CaseLengths.Length || (CaseLengths[chunk[0]] >> chunk.Length & 1) == 0)
        {
            return false;
        }

        Span<byte> padded = stackalloc byte[MaxCaseBytes];
        padded.Clear();
        chunk.CopyTo(padded);
        return PackedCases.Contains(MemoryMarshal.Read<UInt128>(padded));
    }

    /// <summary>Appends the words of what stands between two spaces.</summary>
    public static void SplitChunk(string chunk, List<string> words)
    {
        if (Cases.TryGetValue(chunk, out string[]? parts))
        {
            words.AddRange(parts);
            return;
        }

        List<string> suffixes = [];
        string? last = null;
        while (chunk.Length > 0 && chunk != last && !Cases.ContainsKey(chunk))
        {
            last = chunk;
            int prefix = PrefixLength(chunk), suffix = SuffixLength(chunk);
            if (prefix > 0 && Cases.ContainsKey(chunk[prefix..]))
            {
                words.Add(chunk[..prefix]);
                chunk = chunk[prefix..];
            }
            else if (suffix > 0 && Cases.ContainsKey(chunk[..^suffix]))
            {
                suffixes.Add(chunk[^suffix..]);
                chunk = chunk[..^suffix];
            }
            else
            {
                if (prefix > 0)
                {
                    words.Add(chunk[..prefix]);
                }

                if (suffix > 0 && prefix + suffix <= chunk.Length)
                {
                    suffixes.Add(chunk[^suffix..]);
                    chunk = chunk[..^suffix];
                }

                chunk = chunk[prefix..];
            }
        }

        if (Cases.TryGetValue(chunk, out parts))
        {
            words.AddRange(parts);
        }
        else
        {
            SplitAtInfixes(chunk, words);
        }

        suffixes.Reverse();
        words.AddRange(suffixes);
    }

    private static void SplitAtInfixes(string chunk, List<string> words)
    {
        int start = 0;
        for (int i = 0; i < chunk.Length;)
        {
            Rune rune = Rune.GetRuneAt(chunk, i);
            int end = i + rune.Utf16SequenceLength;
            if (i > 0 && Sets["infix"].Contains(rune.Value))
            {
                AddIfAny(chunk[start..i], words);
                words.Add(chunk[i..end]);
                start = end;
            }

            i = end;
        }

        AddIfAny(chunk[start..], words);
    }

    private static void AddIfAny(string word, List<string> words)
    {
        if (word.Length > 0)
        {
            words.Add(word);
        }
    }

    private static int PrefixLength(string chunk)
    {
        Rune first = Rune.GetRuneAt(chunk, 0);
        return Sets["prefix"].Contains(first.Value) ? first.Utf16SequenceLength : 0;
    }

    private static int SuffixLength(string chunk)
    {
        int digit = chunk.LastIndexOf('0');
        if (digit >= 0 && digit < chunk.Length - 1 && Units.Contains(chunk[(digit + 1)..]))
        {
            return chunk.Length - digit - 1;
        }

        Rune.DecodeLastFromUtf16(chunk, out Rune last, out int length);
        bool isSuffix = Sets["suffix"].Contains(last.Value)
            || (Sets["suffixAfterDigit"].Contains(last.Value) && length < chunk.Length && chunk[^(length + 1)] == '0');
        return isSuffix ? length : 0;
    }

    private static void AddPackedCase(string text)
    {
        if (!Ascii.IsValid(text))
        {
            // These hold symbols, which take the slow way anyway, or stay whole.
            return;
        }

        Span<byte> padded = stackalloc byte[MaxCaseBytes];
        padded.Clear();
        int length = Encoding.ASCII.GetBytes(text, padded);
        PackedCases.Add(MemoryMarshal.Read<UInt128>(padded));
        CaseLengths[padded[0]] |= 1u << length;
    }

    private static IEnumerable<int> Range(string text)
    {
        int[] ends = [.. text.Split('-').Select(code => int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }
}
