using DataCuration.Quality.Language;

namespace DataCuration.LanguageModelTrainer;

/// <summary>Turns counts into the table of a script: chooses the n-grams that tell most and quantises their log-probabilities.</summary>
internal static class TableTrainer
{
    public static NGramTable Train(Script script, IReadOnlyList<(ushort Language, IReadOnlyDictionary<ulong, double> Counts)> languages, TrainingOptions options)
    {
        List<(ulong Gram, int Column, double Probability)> entries = [];
        for (int column = 0; column < languages.Count; column++)
        {
            IReadOnlyDictionary<ulong, double> counts = languages[column].Counts;
            double[] totals = new double[2];
            foreach ((ulong gram, double count) in counts)
            {
                totals[Order(gram)] += count;
            }

            foreach ((ulong gram, double count) in counts)
            {
                double probability = (count - options.Discount) / totals[Order(gram)];
                if (probability > options.Floor)
                {
                    entries.Add((gram, column, probability));
                }
            }
        }

        entries.Sort((a, b) => a.Gram != b.Gram ? a.Gram.CompareTo(b.Gram) : a.Column.CompareTo(b.Column));
        List<(double Information, ulong Gram, int Start, int Count)> candidates = [];
        for (int start = 0; start < entries.Count;)
        {
            int end = start;
            while (end < entries.Count && entries[end].Gram == entries[start].Gram)
            {
                end++;
            }

            candidates.Add((Information(entries, start, end, languages.Count, options.Floor), entries[start].Gram, start, end - start));
            start = end;
        }

        List<(ulong, byte[])> rows = [];
        foreach (IGrouping<int, (double Information, ulong Gram, int Start, int Count)> order in candidates.GroupBy(candidate => Order(candidate.Gram)))
        {
            int limit = order.Key == 1 ? options.MaxLongGrams : options.MaxShortGrams;
            foreach ((_, ulong gram, int start, int count) in order.OrderByDescending(candidate => candidate.Information).ThenBy(candidate => candidate.Gram).Take(limit))
            {
                byte[] weights = new byte[languages.Count];
                for (int i = start; i < start + count; i++)
                {
                    weights[entries[i].Column] = (byte)Math.Clamp(Math.Round(Math.Log(entries[i].Probability / options.Floor) / options.Unit), 0, 255);
                }

                rows.Add((gram, weights));
            }
        }

        return NGramTable.Build(script, [.. languages.Select(language => language.Language)], rows);
    }

    private static int Order(ulong gram) => gram >> 48 != 0 ? 1 : 0;

    // The n-gram's part of the mutual information between n-gram and language, all languages being equally likely.
    private static double Information(List<(ulong Gram, int Column, double Probability)> entries, int start, int end, int languages, double floor)
    {
        double mean = floor * (languages - (end - start)) / languages;
        for (int i = start; i < end; i++)
        {
            mean += entries[i].Probability / languages;
        }

        double information = 0;
        for (int i = start; i < end; i++)
        {
            information += entries[i].Probability / languages * Math.Log(entries[i].Probability / mean);
        }

        return information + (floor * (languages - (end - start)) / languages * Math.Log(floor / mean));
    }
}
