using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataCuration.Quality.Language;

/// <summary>
/// The n-grams of one script: an open-addressing table from an n-gram to a row of one byte a language. A slot keeps 16 bits of the n-gram's
/// hash beside its row, so one foreign n-gram in about 50,000 takes another's row.
/// </summary>
internal sealed class NGramTable
{
    // Rows of few languages are padded to 8 bytes, others to a multiple of 32: what a vector instruction takes at once.
    private const int NarrowStride = 8;
    private const int Lanes = 32;

    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    // The hash's tag in the upper half, 1 + the row in the lower; 0 is an empty slot.
    private readonly uint[] _slots;
    private readonly byte[] _rows;
    private readonly int _shift;

    /// <param name="script">The script.</param>
    /// <param name="languages">Numbers of its languages in the model, one a column.</param>
    /// <param name="slots">A power of two of slots.</param>
    /// <param name="rows">The rows, <see cref="Stride"/> bytes each.</param>
    public NGramTable(Script script, ushort[] languages, uint[] slots, byte[] rows)
    {
        Script = script;
        Languages = languages;
        Stride = StrideOf(languages.Length);
        _slots = slots;
        _rows = rows;
        _shift = 64 - BitOperations.Log2((uint)slots.Length);
    }

    /// <summary>The script.</summary>
    public Script Script { get; }

    /// <summary>The number, in the model, of each column's language.</summary>
    public ushort[] Languages { get; }

    /// <summary>Bytes of a row.</summary>
    public int Stride { get; }

    /// <summary>Number of n-grams.</summary>
    public int Count => _rows.Length / Stride;

    /// <summary>Bytes of a row for so many languages.</summary>
    public static int StrideOf(int languages) => languages <= NarrowStride ? NarrowStride : (languages + Lanes - 1) / Lanes * Lanes;

    /// <summary>The hash of an n-gram; its top bits are the slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(ulong gram)
    {
        ulong x = gram * Multiplier;
        return (x ^ (x >> 32)) * Multiplier;
    }

    /// <summary>The part of a hash that a slot keeps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Tag(ulong hash) => (uint)hash << 16;

    /// <summary>The row of an n-gram, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong gram)
    {
        ulong hash = Hash(gram);
        uint tag = Tag(hash);
        uint[] slots = _slots;
        int mask = slots.Length - 1;
        int slot = (int)(hash >> _shift);
        while (true)
        {
            uint entry = slots[slot & mask];
            if (entry == 0)
            {
                return -1;
            }

            if (((entry ^ tag) & 0xFFFF0000) == 0)
            {
                return (int)(entry & 0xFFFF) - 1;
            }

            slot++;
        }
    }

    /// <summary>Adds a row to the sums, which have <see cref="Stride"/> elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int row, ushort[] sums)
    {
        ref byte weights = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), (nint)row * Stride);
        ref ushort target = ref MemoryMarshal.GetArrayDataReference(sums);
        if (Stride == NarrowStride)
        {
            (Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref weights)).AsByte()) + Vector128.LoadUnsafe(ref target)).StoreUnsafe(ref target);
            return;
        }

        for (int i = 0; i < Stride; i += Lanes)
        {
            Vector256<byte> block = Vector256.LoadUnsafe(ref weights, (nuint)i);
            (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(block);
            (low + Vector256.LoadUnsafe(ref target, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
            (high + Vector256.LoadUnsafe(ref target, (nuint)(i + 16))).StoreUnsafe(ref target, (nuint)(i + 16));
        }
    }

    /// <summary>Writes the table as <see cref="LanguageModelFile"/> describes.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)Script);
        writer.Write((ushort)Languages.Length);
        foreach (ushort language in Languages)
        {
            writer.Write(language);
        }

        writer.Write((byte)BitOperations.Log2((uint)_slots.Length));
        byte[] bitmap = new byte[_slots.Length / 8];
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            bitmap[slot >> 3] |= (byte)(_slots[slot] == 0 ? 0 : 1 << (slot & 7));
        }

        writer.Write(bitmap);
        foreach (uint entry in _slots.Where(entry => entry != 0))
        {
            writer.Write((ushort)(entry >> 16));
        }

        for (int i = 0; i < Languages.Length; i++)
        {
            byte[] hasWeight = new byte[(Count + 7) / 8];
            List<byte> weights = [];
            for (int row = 0; row < Count; row++)
            {
                if (_rows[(row * Stride) + i] is byte weight and not 0)
                {
                    hasWeight[row >> 3] |= (byte)(1 << (row & 7));
                    weights.Add(weight);
                }
            }

            writer.Write(hasWeight);
            writer.Write([.. weights]);
        }
    }

    /// <summary>Builds a table: at most 65,534 n-grams, each with its weights.</summary>
    public static NGramTable Build(Script script, ushort[] languages, IReadOnlyList<(ulong Gram, byte[] Weights)> grams)
    {
        int stride = StrideOf(languages.Length);
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, grams.Count * 3 / 2));
        int shift = 64 - BitOperations.Log2((uint)size);
        int[] occupants = new int[size];
        for (int i = 0; i < grams.Count; i++)
        {
            int slot = (int)(Hash(grams[i].Gram) >> shift);
            while (occupants[slot] != 0)
            {
                slot = (slot + 1) & (size - 1);
            }

            occupants[slot] = i + 1;
        }

        uint[] slots = new uint[size];
        byte[] rows = new byte[grams.Count * stride];
        uint row = 0;
        for (int slot = 0; slot < size; slot++)
        {
            if (occupants[slot] is int occupant and not 0)
            {
                (ulong gram, byte[] weights) = grams[occupant - 1];
                weights.CopyTo(rows, row * stride);
                slots[slot] = Tag(Hash(gram)) | ++row;
            }
        }

        return new NGramTable(script, languages, slots, rows);
    }
}
