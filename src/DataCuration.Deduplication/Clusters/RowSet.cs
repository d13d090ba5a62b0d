using System.Numerics;

namespace DataCuration.Deduplication.Clusters;

/// <summary>A set of rows as a bitmap; frozen, it numbers its members from 0 in row order. 1 bit a row, 1.5 frozen. Not for concurrent writing.</summary>
internal sealed class RowSet(int rows)
{
    private readonly ulong[] _words = new ulong[(rows + 63) >> 6];
    private int[] _before = [];

    /// <summary>Members, once frozen.</summary>
    public int Count { get; private set; }

    public void Add(int row) => _words[row >> 6] |= 1UL << (row & 63);

    public bool Contains(int row) => (_words[row >> 6] >> (row & 63) & 1) != 0;

    /// <summary>Numbers the members; nothing is added afterwards.</summary>
    public void Freeze()
    {
        _before = new int[_words.Length];
        Count = 0;
        for (int i = 0; i < _words.Length; i++)
        {
            _before[i] = Count;
            Count += BitOperations.PopCount(_words[i]);
        }
    }

    /// <summary>The number of a member; -1 for other rows.</summary>
    public int IndexOf(int row) =>
        Contains(row) ? _before[row >> 6] + BitOperations.PopCount(_words[row >> 6] & ((1UL << (row & 63)) - 1)) : -1;

    /// <summary>The members in row order, at their numbers.</summary>
    public int[] ToArray()
    {
        int[] members = new int[Count];
        int next = 0;
        for (int i = 0; i < _words.Length; i++)
        {
            for (ulong word = _words[i]; word != 0; word &= word - 1)
            {
                members[next++] = (i << 6) + BitOperations.TrailingZeroCount(word);
            }
        }

        return members;
    }
}
