using System.Diagnostics;
using System.Text;
using DataCuration.Quality.Language;

namespace DataCuration.LanguageModelTrainer;

/// <summary>Measures a model on labelled texts.</summary>
internal static class Accuracy
{
    public static void Run(string file, string? model, string? kind, string? codes, string? only, bool showsConfusions)
    {
        LanguageIdentifier identifier = new(model is null ? null : LanguageModel.Read(model));
        Dictionary<string, string> tags = LanguageSources.Read()
            .SelectMany(source => (codes == "udhr" ? source.Declarations : codes == "tatoeba" ? source.Sentences : [source.Tag]).Select(code => (code, source.Tag)))
            .Where(pair => only is null || only.Split(',').Contains(pair.Tag))
            .ToDictionary(pair => pair.code, pair => pair.Tag);
        Dictionary<string, Dictionary<string, int>> answers = [];
        double confidence = 0;
        int right = 0;
        int all = 0;
        foreach (LabelledText text in LabelledText.Read(file))
        {
            if ((kind is not null && text.Kind != kind) || !tags.TryGetValue(text.Language, out string? tag) || (codes == "tatoeba" && !Training.IsHeldBack(text)))
            {
                continue;
            }

            LanguagePrediction prediction = identifier.Identify(Encoding.UTF8.GetBytes(text.Text));
            Dictionary<string, int> row = answers.TryGetValue(tag, out Dictionary<string, int>? known) ? known : answers[tag] = [];
            row[prediction.Language] = row.GetValueOrDefault(prediction.Language) + 1;
            confidence += prediction.Confidence;
            right += prediction.Language == tag ? 1 : 0;
            all++;
        }

        double macro = 0;
        foreach ((string tag, Dictionary<string, int> row) in answers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            double share = (double)row.GetValueOrDefault(tag) / row.Values.Sum();
            macro += share / answers.Count;
            string confusions = string.Join(' ', row.Where(cell => cell.Key != tag).OrderByDescending(cell => cell.Value).Take(5).Select(cell => $"{cell.Key}:{cell.Value}"));
            Console.WriteLine($"{tag}\t{share:F4}{(showsConfusions ? "\t" + confusions : "")}");
        }

        Console.WriteLine($"macro accuracy over {answers.Count} languages {macro:F4}; over {all} texts {(double)right / all:F4}, mean confidence {confidence / all:F4}");
    }

    public static void Speed(string file, string? model)
    {
        LanguageIdentifier identifier = new(model is null ? null : LanguageModel.Read(model));
        byte[][] texts = [.. LabelledText.Read(file).Select(text => Encoding.UTF8.GetBytes(text.Text))];
        long bytes = texts.Sum(text => (long)text.Length);
        for (int round = 0; round < 6; round++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            foreach (byte[] text in texts)
            {
                _ = identifier.Identify(text);
            }

            double seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            Console.WriteLine($"{texts.Length} texts, {bytes / 1e6:F1} MB: {bytes / 1e6 / seconds:F1} MB per processor second");
        }
    }
}
