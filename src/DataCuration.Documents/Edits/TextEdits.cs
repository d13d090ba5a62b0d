using System.Text;

namespace DataCuration.Documents.Edits;

/// <summary>Lists of edits as column values, and their application. Pure.</summary>
public static class TextEdits
{
    /// <summary>The name of a stage's column of edits, without the stage.</summary>
    public const string ColumnSuffix = ".edits";

    /// <summary>A list as bytes for a column; no edits are no bytes.</summary>
    public static byte[] Encode(IReadOnlyList<TextEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        if (edits.Count == 0)
        {
            return [];
        }

        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        foreach (TextEdit edit in edits)
        {
            writer.Write(edit.Rule);
            writer.Write7BitEncodedInt(edit.Start);
            writer.Write7BitEncodedInt(edit.Length);
            writer.Write(edit.Replacement);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    public static IReadOnlyList<TextEdit> Decode(byte[] column)
    {
        ArgumentNullException.ThrowIfNull(column);
        List<TextEdit> edits = [];
        using BinaryReader reader = new(new MemoryStream(column));
        while (reader.BaseStream.Position < column.Length)
        {
            edits.Add(new TextEdit(reader.ReadString(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.ReadString()));
        }

        return edits;
    }

    /// <summary>
    /// The edits of several rules as one list that can be applied: in the order of the text, none overlapping. Where two overlap, both spans go and the
    /// replacement of the one that begins first comes in their place; a cut swallows replacements inside it.
    /// </summary>
    public static IReadOnlyList<TextEdit> Merge(IEnumerable<TextEdit> edits)
    {
        List<TextEdit> merged = [];
        foreach (TextEdit edit in edits.OrderBy(edit => edit.Start).ThenByDescending(edit => edit.Length).ThenBy(edit => edit.Rule, StringComparer.Ordinal))
        {
            if (merged.Count > 0 && edit.Start < merged[^1].End)
            {
                merged[^1] = merged[^1] with { Length = Math.Max(merged[^1].End, edit.End) - merged[^1].Start };
            }
            else
            {
                merged.Add(edit);
            }
        }

        return merged;
    }

    /// <summary>The text after merged edits.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> utf8, IReadOnlyList<TextEdit> merged)
    {
        ArgumentNullException.ThrowIfNull(merged);
        using MemoryStream result = new(utf8.Length);
        int kept = 0;
        foreach (TextEdit edit in merged)
        {
            result.Write(utf8[kept..edit.Start]);
            result.Write(Encoding.UTF8.GetBytes(edit.Replacement));
            kept = edit.End;
        }

        result.Write(utf8[kept..]);
        return result.ToArray();
    }
}
