using System.Globalization;
using System.Text.RegularExpressions;

namespace DataCuration.Rephrasing.Checks;

/// <summary>
/// Compares the numbers of source and output after removing thousands separators and trailing zeros of decimals, so 1,234.50 and 1234.5 are one number. List
/// ordinals at a line's start do not count. Numbers in words are not read. Pure.
/// </summary>
public static partial class NumberComparison
{
    /// <summary>The share of the output's numbers that the source does not hold; 0 when it has none.</summary>
    public static double NovelShare(string source, string output)
    {
        HashSet<string> known = [.. NumbersOf(source)];
        List<string> numbers = [.. NumbersOf(ListOrdinal().Replace(output, ""))];
        return numbers.Count == 0 ? 0 : (double)numbers.Count(number => !known.Contains(number)) / numbers.Count;
    }

    /// <summary>The share of the source's different numbers that the output holds; 1 when it has none.</summary>
    public static double RetainedShare(string source, string output)
    {
        HashSet<string> wanted = [.. NumbersOf(ListOrdinal().Replace(source, ""))];
        HashSet<string> kept = [.. NumbersOf(output)];
        return wanted.Count == 0 ? 1 : (double)wanted.Count(kept.Contains) / wanted.Count;
    }

    private static IEnumerable<string> NumbersOf(string text) => Number().Matches(text).Select(match => Normalise(match.Value));

    private static string Normalise(string number)
    {
        string plain = number.Replace(",", "", StringComparison.Ordinal);
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && plain.Length < 28
            ? (value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture) // The division removes trailing zeros.
            : plain;
    }

    [GeneratedRegex(@"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[ \t]*[0-9]{1,3}[.)](?=[ \t])", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ListOrdinal();
}
