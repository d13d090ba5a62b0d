using System.Globalization;
using System.Text;
using DataCuration.Documents;

namespace DataCuration.Pipelines.Repeats;

/// <summary>Where repeated text lies, as a ledger's row notes it. Pure.</summary>
internal static class RepeatedPlace
{
    private const int ShownCharacters = 200;

    /// <summary>The note of a place.</summary>
    public static string Note(int start, int end) => string.Create(CultureInfo.InvariantCulture, $"bytes {start} to {end}");

    /// <summary>The text at the place that a row notes, or its beginning.</summary>
    public static string TextOf(Document document, LedgerEntry entry)
    {
        (int start, int end) = PlaceOf(entry);
        string text = Encoding.UTF8.GetString(document.Text.Span[start..end]).Trim();
        return text.Length <= ShownCharacters ? text : text[..(char.IsHighSurrogate(text[ShownCharacters - 1]) ? ShownCharacters - 1 : ShownCharacters)] + "…";
    }

    /// <summary>The bytes between the ends that a row notes; 0 when it notes no place.</summary>
    public static long LengthOf(LedgerEntry entry)
    {
        (int start, int end) = PlaceOf(entry);
        return end - start;
    }

    private static (int Start, int End) PlaceOf(LedgerEntry entry) =>
        (entry.Note ?? "").Split(' ') is ["bytes", var first, "to", var last]
        && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int start) && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out int end)
            ? (start, end)
            : (0, 0);
}
