namespace DataCuration.Formats.Warc;

/// <summary>How the records of an archive are told from their bytes: <see cref="WarcSyntax"/> or <see cref="ArcSyntax"/>. Immutable.</summary>
internal abstract class ArchiveSyntax
{
    /// <summary>The most bytes that <see cref="StartsRecord"/> needs to see.</summary>
    public abstract int LookAheadBytes { get; }

    /// <summary>What is expected where a record should start, for messages.</summary>
    public abstract string Expectation { get; }

    /// <summary>True when the bytes begin like a record.</summary>
    public abstract bool StartsRecord(ReadOnlySpan<byte> bytes);

    /// <summary>The header's length with what separates it from the block; -1 when the bytes do not hold its end.</summary>
    public abstract int HeaderLength(ReadOnlySpan<byte> bytes);

    /// <summary>Reads a header; null, with the reason, when it is broken.</summary>
    public abstract WarcRecord? Parse(ReadOnlySpan<byte> header, out string problem);

    /// <summary>True when bytes that follow a block end it, whatever comes next.</summary>
    public abstract bool EndsBlock(ReadOnlySpan<byte> bytes);

    /// <summary>
    /// The first line start behind the first byte where a record begins, or -1 with the number of bytes that need not be looked at again.
    /// </summary>
    /// <param name="bytes">A window of the file.</param>
    /// <param name="isLast">No bytes follow the window.</param>
    /// <param name="judged">How many bytes were judged.</param>
    public int IndexOfNext(ReadOnlySpan<byte> bytes, bool isLast, out int judged)
    {
        int offset = 0;
        while (true)
        {
            int newline = bytes[offset..].IndexOf((byte)'\n');
            if (newline < 0)
            {
                judged = bytes.Length;
                return -1;
            }

            // A line that the window cuts off is judged when more of it is there.
            ReadOnlySpan<byte> rest = bytes[(offset + newline + 1)..];
            if (!isLast && rest.Length < LookAheadBytes && !rest.Contains((byte)'\n'))
            {
                judged = offset + newline;
                return -1;
            }

            offset += newline + 1;
            if (StartsRecord(rest))
            {
                judged = offset;
                return offset;
            }
        }
    }
}
