namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>
/// Reads structs in Thrift's compact protocol (apache/thrift, doc/specs/thrift-compact-protocol.md), in which Parquet writes its footer and its page
/// headers. Every call consumes bytes or throws, so no bytes make a caller's loop endless. Single-threaded.
/// </summary>
internal ref struct CompactReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxDepth = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes were read.</summary>
    public int Position { get; private set; }

    /// <summary>Moves to the struct's next field; false at its end.</summary>
    /// <param name="id">The last field's id, 0 at the beginning; becomes this field's.</param>
    /// <param name="type">The field's wire type.</param>
    public bool NextField(ref int id, out int type)
    {
        byte header = Byte();
        type = header & 0x0F;
        if (header == 0) return false;
        id = header >> 4 == 0 ? (int)ZigZag() : id + (header >> 4);
        return true;
    }

    /// <summary>An integer of 16, 32 or 64 bits.</summary>
    public long Integer(int type) => type is 4 or 5 or 6 ? ZigZag() : type == 3 ? (sbyte)Byte() : throw Damaged();

    /// <summary>A field's boolean lies in its type.</summary>
    public readonly bool Flag(int type) => type is 1 or 2 ? type == 1 : throw Damaged();

    /// <summary>Bytes or a text.</summary>
    public ReadOnlySpan<byte> Binary(int type)
    {
        if (type != 8) throw Damaged();
        return Take(Varint());
    }

    /// <summary>Enters a struct, whose fields the caller then reads.</summary>
    public readonly void Struct(int type)
    {
        if (type != 12) throw Damaged();
    }

    /// <summary>Enters a list; each element takes at least one byte, so the count is at most the bytes left.</summary>
    public int List(int type, out int elementType)
    {
        if (type is not (9 or 10)) throw Damaged();
        byte header = Byte();
        elementType = header & 0x0F;
        ulong count = header >> 4 == 15 ? Varint() : (ulong)(header >> 4);
        return count <= (ulong)(_bytes.Length - Position) ? (int)count : throw Damaged();
    }

    /// <summary>Passes a field's value.</summary>
    public void Skip(int type) => Skip(type, isElement: false, MaxDepth);

    private void Skip(int type, bool isElement, int depth)
    {
        if (depth == 0) throw Damaged();
        switch (type)
        {
            case 1 or 2:
                if (isElement) Byte();
                break;
            case 3:
                Byte();
                break;
            case 4 or 5 or 6:
                Varint();
                break;
            case 7:
                Take(8);
                break;
            case 8:
                Take(Varint());
                break;
            case 9 or 10:
                for (int left = List(type, out int elementType); left > 0; left--) Skip(elementType, isElement: true, depth - 1);
                break;
            case 11:
                SkipMap(depth);
                break;
            case 12:
                int id = 0;
                while (NextField(ref id, out int field)) Skip(field, isElement: false, depth - 1);
                break;
            default:
                throw Damaged();
        }
    }

    private void SkipMap(int depth)
    {
        ulong count = Varint();
        if (count == 0) return;
        if (count > (ulong)(_bytes.Length - Position)) throw Damaged();
        byte types = Byte();
        for (; count > 0; count--)
        {
            Skip(types >> 4, isElement: true, depth - 1);
            Skip(types & 0x0F, isElement: true, depth - 1);
        }
    }

    private byte Byte() => Position < _bytes.Length ? _bytes[Position++] : throw Damaged();

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - Position)) throw Damaged();
        ReadOnlySpan<byte> taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    private long ZigZag()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw Damaged();
    }

    private static InvalidDataException Damaged() => new("its metadata is damaged");
}
