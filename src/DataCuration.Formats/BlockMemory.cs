using System.Buffers;

namespace DataCuration.Formats;

/// <summary>
/// The memory that a block's payloads lie in: rented in large pieces, given back together. Fresh memory costs more than what is written into it, since the
/// system and the runtime both clear it first; so the same pieces go from block to block. Single-threaded.
/// </summary>
internal sealed class BlockMemory : IDisposable
{
    private const int PieceBytes = RecordBlock.TargetBytes;

    private readonly List<byte[]> _pieces = [];
    private Memory<byte> _left;

    /// <summary>All that is rented, in bytes, used or not.</summary>
    public long Bytes => _pieces.Sum(piece => (long)piece.Length);

    /// <summary>Gives memory to write to, with any content; valid until disposal.</summary>
    public Memory<byte> Take(int length)
    {
        if (length > _left.Length)
        {
            byte[] piece = ArrayPool<byte>.Shared.Rent(Math.Max(length, PieceBytes));
            _pieces.Add(piece);
            if (piece.Length - length <= _left.Length) return piece.AsMemory(0, length);
            _left = piece;
        }

        Memory<byte> taken = _left[..length];
        _left = _left[length..];
        return taken;
    }

    /// <summary>A copy that is valid until disposal.</summary>
    public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> bytes)
    {
        Memory<byte> copy = Take(bytes.Length);
        bytes.CopyTo(copy.Span);
        return copy;
    }

    /// <summary>Takes over an array rented from the shared pool.</summary>
    public void Adopt(byte[] rented) => _pieces.Add(rented);

    public void Dispose()
    {
        foreach (byte[] piece in _pieces) ArrayPool<byte>.Shared.Return(piece);
        _pieces.Clear();
        _left = default;
    }
}
