using System.Runtime.InteropServices;

namespace DataCuration.Rephrasing.Checks;

/// <summary>Runs of words as numbers: equal runs have equal numbers. A run is the one without its last word and that word, so it is exact, and linear in words times length. Single-threaded.</summary>
internal sealed class WordRuns
{
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> _runs = [];

    /// <summary>The words of a text.</summary>
    public int[] Number(IReadOnlyList<string> words)
    {
        int[] numbers = new int[words.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, words[i], out bool isKnown);
            numbers[i] = number = isKnown ? number : _words.Count;
        }

        return numbers;
    }

    /// <summary>From the runs of texts to those that are one word longer; numbers are good among the texts of one call.</summary>
    /// <param name="length">Words of the new runs.</param>
    /// <param name="texts">The words of each text, and its runs so far, which are replaced.</param>
    public void Lengthen(int length, params ReadOnlySpan<(int[] Words, int[] Runs)> texts)
    {
        _runs.Clear();
        foreach ((int[] words, int[] runs) in texts)
        {
            for (int i = 0; i + length <= words.Length; i++)
            {
                ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_runs, ((long)runs[i] << 32) | (uint)words[i + length - 1], out bool isKnown);
                runs[i] = number = isKnown ? number : _runs.Count;
            }
        }
    }
}
