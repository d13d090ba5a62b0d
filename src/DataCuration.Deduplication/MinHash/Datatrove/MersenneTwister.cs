// MT19937 (Matsumoto and Nishimura 1998) with numpy's legacy seeding and its masked rejection for bounded 64-bit integers, because
// datatrove draws its hash functions from numpy's RandomState(seed).
namespace DataCuration.Deduplication.MinHash.Datatrove;

/// <summary>numpy's RandomState, as far as randint(dtype=uint64). Single-threaded.</summary>
internal sealed class MersenneTwister
{
    private const int Size = 624;
    private const int Offset = 397;

    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    public MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (uint i = 1; i < Size; i++)
        {
            _state[i] = (1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30))) + i;
        }
    }

    /// <summary>Uniform in [low, high).</summary>
    public ulong NextBelow(ulong low, ulong high)
    {
        ulong range = high - 1 - low, mask = ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(range);
        ulong value;
        do
        {
            value = (((ulong)Next() << 32) | Next()) & mask;
        }
        while (value > range);

        return low + value;
    }

    private uint Next()
    {
        if (_next == Size)
        {
            for (int i = 0; i < Size; i++)
            {
                uint y = (_state[i] & 0x80000000) | (_state[(i + 1) % Size] & 0x7FFFFFFF);
                _state[i] = _state[(i + Offset) % Size] ^ (y >> 1) ^ ((y & 1) * 0x9908B0DF);
            }

            _next = 0;
        }

        uint x = _state[_next++];
        x ^= x >> 11;
        x ^= (x << 7) & 0x9D2C5680;
        x ^= (x << 15) & 0xEFC60000;
        return x ^ (x >> 18);
    }
}
