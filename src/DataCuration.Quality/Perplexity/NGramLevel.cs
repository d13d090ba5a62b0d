namespace DataCuration.Quality.Perplexity;

/// <summary>
/// All n-grams of one order while a model is trained, sorted by their last word, then the one before, and so on. A key holds up to five word numbers of 24 bits, the last word in the
/// highest of them; 0 in the place of the oldest word marks an n-gram that is too short because its sentence begins there.
/// </summary>
internal sealed class NGramLevel(int order, UInt128[] keys, uint[] counts, uint[] rawCounts)
{
    public const int WordBits = 24;

    public int Order { get; } = order;

    public UInt128[] Keys { get; } = keys;

    /// <summary>Occurrences for the highest order and n-grams that begin a sentence; otherwise the number of different words before.</summary>
    public uint[] Counts { get; } = counts;

    public uint[] RawCounts { get; } = rawCounts;

    /// <summary>ln of the interpolated probability.</summary>
    public float[] LogProbabilities { get; } = new float[keys.Length];

    /// <summary>ln of the weight that this n-gram, as a context, leaves to shorter contexts; 0 when it is none.</summary>
    public float[] LogBackoffs { get; } = new float[keys.Length];

    public bool IsWhole(int index) => (Keys[index] & 0xFFFFFF) != 0;

    /// <summary>The highest order, from one key for each place in the text.</summary>
    public static NGramLevel Highest(int order, UInt128[] places)
    {
        Array.Sort(places);
        int distinct = 0;
        for (int i = 0; i < places.Length; i++)
        {
            distinct += i == 0 || places[i] != places[i - 1] ? 1 : 0;
        }

        UInt128[] keys = new UInt128[distinct];
        uint[] counts = new uint[distinct];
        int last = -1;
        foreach (UInt128 place in places)
        {
            if (last < 0 || keys[last] != place)
            {
                keys[++last] = place;
            }

            counts[last]++;
        }

        return new NGramLevel(order, keys, counts, counts);
    }

    /// <summary>Unigrams with the beginning of a sentence, which no place in the text ends with; its number is below all others.</summary>
    public NGramLevel WithSentenceBegin(uint number) => new(Order, [number, .. Keys], [0, .. Counts], [uint.MaxValue, .. RawCounts]);

    /// <summary>The order below: the same n-grams without their oldest word.</summary>
    public NGramLevel Lower()
    {
        int distinct = 0;
        for (int i = 0; i < Keys.Length; i++)
        {
            distinct += i == 0 || Keys[i] >> WordBits != Keys[i - 1] >> WordBits ? 1 : 0;
        }

        UInt128[] keys = new UInt128[distinct];
        uint[] counts = new uint[distinct];
        uint[] raw = new uint[distinct];
        int last = -1;
        for (int i = 0; i < Keys.Length; i++)
        {
            UInt128 key = Keys[i] >> WordBits;
            if (last < 0 || keys[last] != key)
            {
                keys[++last] = key;
            }

            // Nothing can stand before the beginning of a sentence: such an n-gram keeps its occurrences.
            counts[last] += IsWhole(i) ? 1 : Counts[i];
            raw[last] += RawCounts[i];
        }

        return new NGramLevel(Order - 1, keys, counts, raw);
    }
}
