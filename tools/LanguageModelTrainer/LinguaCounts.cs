// The tables of Lingua hold, for every run of one to five letters inside words of about 10^5..10^6 sentences, how often it follows its beginning (a fraction). Multiplied through they
// give joint frequencies again, and differences of those give what the tables do not hold: how often a run begins a word is its frequency less that of all runs that are one letter
// longer to the left. So n-grams with word borders come out as if they had been counted.
using System.IO.Compression;
using System.Text.Json;
using DataCuration.Quality.Language;

namespace DataCuration.LanguageModelTrainer;

/// <summary>N-gram frequencies of a language from the tables of Lingua (Apache-2.0).</summary>
internal static class LinguaCounts
{
    private static readonly string[] Files = ["unigrams", "bigrams", "trigrams", "quadrigrams"];

    public static GramCounts Read(string folder)
    {
        Dictionary<ulong, double>[] joint = [[], [], [], []];
        double letters = 0;
        for (int n = 1; n <= 4; n++)
        {
            foreach ((double fraction, double denominator, string gram) in Grams(Path.Combine(folder, Files[n - 1] + ".json.br")))
            {
                if (gram.Length != n)
                {
                    continue;
                }

                ulong key = Key(gram);
                letters = n == 1 ? Math.Max(letters, denominator) : letters;
                double before = n == 1 ? 1 : joint[n - 2].GetValueOrDefault(key >> 16);
                joint[n - 1][key] = fraction * before;
            }
        }

        return WithBorders(joint, letters);
    }

    private static ulong Key(string gram)
    {
        ulong key = 0;
        foreach (char letter in gram)
        {
            key = LetterTable.Append(key, LetterTable.LetterOf(letter));
        }

        return key;
    }

    private static IEnumerable<(double Fraction, double Denominator, string Gram)> Grams(string file)
    {
        using FileStream compressed = File.OpenRead(file);
        using BrotliStream brotli = new(compressed, CompressionMode.Decompress);
        using JsonDocument json = JsonDocument.Parse(brotli);
        foreach (JsonProperty property in json.RootElement.GetProperty("ngrams").EnumerateObject())
        {
            string[] fraction = property.Name.Split('/');
            double denominator = double.Parse(fraction[1]);
            foreach (string gram in property.Value.GetString()!.Split(' '))
            {
                yield return (double.Parse(fraction[0]) / denominator, denominator, gram);
            }
        }
    }

    private static GramCounts WithBorders(Dictionary<ulong, double>[] joint, double letters)
    {
        const ulong Border = LetterTable.Border;
        Dictionary<ulong, double>[] left = [[], [], [], []];
        Dictionary<ulong, double>[] right = [[], [], [], []];
        Dictionary<ulong, double>[] both = [[], [], [], []];
        for (int n = 2; n <= 4; n++)
        {
            ulong mask = (1UL << (16 * (n - 1))) - 1;
            foreach ((ulong key, double value) in joint[n - 1])
            {
                Increase(left[n - 2], key & mask, value);
                Increase(right[n - 2], key >> 16, value);
                if (n >= 3)
                {
                    Increase(both[n - 3], (key & mask) >> 16, value);
                }
            }
        }

        GramCounts counts = new();
        double least = 0.5 / letters;
        void Put(ulong key, double frequency)
        {
            if (frequency > least)
            {
                counts.Add(key, frequency * letters);
            }
        }

        foreach ((ulong key, double value) in joint[3])
        {
            Put(key, value);
        }

        foreach ((ulong key, double value) in joint[2])
        {
            Put(key, value);
            Put((Border << 48) | key, value - left[2].GetValueOrDefault(key));
            Put((key << 16) | Border, value - right[2].GetValueOrDefault(key));
        }

        foreach ((ulong key, double value) in joint[1])
        {
            Put((Border << 32) | key, value - left[1].GetValueOrDefault(key));
            Put((key << 16) | Border, value - right[1].GetValueOrDefault(key));
            Put((Border << 48) | (key << 16) | Border, value - left[1].GetValueOrDefault(key) - right[1].GetValueOrDefault(key) + both[1].GetValueOrDefault(key));
        }

        foreach ((ulong key, double value) in joint[0])
        {
            Put((Border << 32) | (key << 16) | Border, value - left[0].GetValueOrDefault(key) - right[0].GetValueOrDefault(key) + both[0].GetValueOrDefault(key));
        }

        return counts;
    }

    private static void Increase(Dictionary<ulong, double> sums, ulong key, double value) => sums[key] = sums.GetValueOrDefault(key) + value;
}
