using System.Text;

namespace CorpusGenerator;

/// <summary>Spells word numbers: syllables, so that lengths are like English and all words differ.</summary>
internal static class Vocabulary
{
    private static readonly byte[][] Words = [.. Enumerable.Range(0, 50_000).Select(Spell)];

    public static ReadOnlySpan<byte> WordOf(int number) => Words[number];

    private static byte[] Spell(int number)
    {
        StringBuilder word = new();
        for (int rest = number + 5; rest > 0; rest /= 100)
        {
            word.Append("bcdfghjklmnprstvwxyz"[rest % 20]).Append("aeiou"[rest / 20 % 5]);
        }

        return Encoding.ASCII.GetBytes(word.ToString());
    }
}
