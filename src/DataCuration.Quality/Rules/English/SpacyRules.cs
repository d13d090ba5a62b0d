using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.English;

/// <summary>
/// The data of spaCy's English tokenizer (spacy-en-3.8.json): character classes, units and special cases. Immutable; loaded once.
/// </summary>
internal static class SpacyRules
{
    private const int TableSize = 0x31400;

    private static readonly ushort[] Table = new ushort[TableSize];

    /// <summary>The letters A to Z and a to z.</summary>
    public static SearchValues<byte> AsciiLetters { get; } = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    static SpacyRules()
    {
        using Stream stream = typeof(SpacyRules).Assembly.GetManifestResourceStream("DataCuration.Quality.Rules.English.spacy-en-3.8.json")!;
        using JsonDocument json = JsonDocument.Parse(stream);
        JsonElement root = json.RootElement;
        Mark(root, "alpha", SpacyClass.Alpha);
        Mark(root, "lower", SpacyClass.Lower | SpacyClass.BeforeStop);
        Mark(root, "upper", SpacyClass.Upper);
        Mark(root, "quote", SpacyClass.Quote);
        Mark(root, "affix", SpacyClass.Affix);
        Mark(root, "prefixOnly", SpacyClass.PrefixOnly);
        Mark(root, "icon", SpacyClass.Icon | SpacyClass.Affix);
        Mark(root, "beforeStop", SpacyClass.BeforeStop);
        Mark(root, "sentenceMarks", SpacyClass.SentenceMark);
        Mark(root, "letter", SpacyClass.Letter);
        Mark(root, "punctuation", SpacyClass.Punctuation);
        Mark(root, "digit", SpacyClass.Digit);
        AfterDigit = root.GetProperty("afterDigit").EnumerateArray()
            .Select(unit => unit.GetString()!.EnumerateRunes().Select(rune => rune.Value).ToArray()).ToArray();
        SpecialCases = root.GetProperty("specialCases").EnumerateObject()
            .Select(rule => (Encoding.UTF8.GetBytes(rule.Name), rule.Value.EnumerateArray().Select(word => Encoding.UTF8.GetBytes(word.GetString()!)).ToArray()))
            .ToArray();
    }

    /// <summary>Units and currencies that are split off after a digit, as code points.</summary>
    public static IReadOnlyList<int[]> AfterDigit { get; }

    /// <summary>Spans with a tokenization of their own. The words of a case are the case, cut.</summary>
    public static IReadOnlyList<(byte[] Text, byte[][] Words)> SpecialCases { get; }

    /// <summary>The classes of a code point.</summary>
    public static SpacyClass Of(int codePoint) => codePoint < TableSize ? (SpacyClass)Table[codePoint] : SpacyClass.None;

    /// <summary>The traits of a token.</summary>
    public static WordTraits TraitsOf(ReadOnlySpan<byte> word)
    {
        if (!word.ContainsAnyExcept(AsciiLetters))
        {
            return WordTraits.Letter;
        }

        WordTraits traits = WordTraits.Symbol | WordTraits.Punctuation;
        bool hasMark = false;
        int length = word.Length;
        for (ReadOnlySpan<byte> rest = word; !rest.IsEmpty;)
        {
            _ = Rune.DecodeFromUtf8(rest, out Rune rune, out int bytes);
            SpacyClass classes = Of(rune.Value);
            hasMark = bytes == length && (classes & SpacyClass.SentenceMark) != 0;
            traits |= (classes & SpacyClass.Letter) != 0 ? WordTraits.Letter : WordTraits.None;
            traits &= (classes & SpacyClass.Punctuation) != 0 ? ~WordTraits.None : ~WordTraits.Punctuation;
            traits &= (CharacterTable.Of(rune.Value) & CharacterClass.Symbol) != 0 ? ~WordTraits.None : ~WordTraits.Symbol;
            rest = rest[bytes..];
        }

        return hasMark ? traits | WordTraits.SentenceMark : traits;
    }

    private static void Mark(JsonElement root, string name, SpacyClass mark)
    {
        foreach (string range in root.GetProperty(name).GetString()!.Split(' '))
        {
            string[] ends = range.Split('-');
            int first = int.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            int last = int.Parse(ends[^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (int codePoint = first; codePoint <= last; codePoint++)
            {
                Table[codePoint] |= (ushort)mark;
            }
        }
    }
}
