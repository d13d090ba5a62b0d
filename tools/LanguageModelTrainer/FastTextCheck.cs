using System.Diagnostics;
using System.Text;
using System.Text.Json;
using DataCuration.Quality.FastText;

namespace DataCuration.LanguageModelTrainer;

/// <summary>Compares the reader of fastText models with fastText's own answers, and measures such a model on labelled texts.</summary>
internal static class FastTextCheck
{
    private const string Prefix = "__label__";

    public static void Compare(string model, string documents, string decisions)
    {
        Dictionary<string, (string Label, double Score)> expected = [];
        foreach (string line in File.ReadLines(decisions))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("lang", out JsonElement language) && language.ValueKind == JsonValueKind.Array && language[0].ValueKind == JsonValueKind.String)
            {
                expected[json.RootElement.GetProperty("id").GetString()!] = (language[0].GetString()!, language[1].GetDouble());
            }
        }

        FastTextPredictor predictor = new(FastTextModel.Read(model));
        int all = 0;
        int sameLabel = 0;
        double greatest = 0;
        foreach (string line in File.ReadLines(documents))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            string id = json.RootElement.GetProperty("id").GetString()!;
            if (!expected.TryGetValue(id, out (string Label, double Score) golden))
            {
                continue;
            }

            FastTextPrediction prediction = predictor.Predict(Encoding.UTF8.GetBytes(json.RootElement.GetProperty("text").GetString()!))[0];
            double difference = Math.Abs(prediction.Score - golden.Score);
            all++;
            bool isSame = prediction.Label.Replace(Prefix, "", StringComparison.Ordinal) == golden.Label.Replace(Prefix, "", StringComparison.Ordinal);
            sameLabel += isSame ? 1 : 0;
            greatest = Math.Max(greatest, difference);
            if (!isSame || difference > 1e-4)
            {
                Console.WriteLine($"{id}: {prediction.Label} {prediction.Score} instead of {golden.Label} {golden.Score}");
            }
        }

        Console.WriteLine($"{sameLabel} of {all} labels are the same; the greatest difference of scores is {greatest:E2}");
    }

    public static void Accuracy(string model, string file, string? kind, string? only)
    {
        FastTextPredictor predictor = new(FastTextModel.Read(model));
        Dictionary<string, (int Right, int All)> rows = [];
        (LabelledText Text, byte[] Utf8)[] texts =
        [
            .. LabelledText.Read(file).Where(text => (kind is null || text.Kind == kind) && (only is null || only.Split(',').Contains(text.Language)))
                .Select(text => (text, Encoding.UTF8.GetBytes(text.Text))),
        ];
        long bytes = texts.Sum(text => (long)text.Utf8.Length);
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        foreach ((LabelledText text, byte[] utf8) in texts)
        {
            ReadOnlySpan<FastTextPrediction> predictions = predictor.Predict(utf8);
            string answer = predictions.IsEmpty ? "" : predictions[0].Label.Replace(Prefix, "", StringComparison.Ordinal);

            // lid.176 calls Bokmål by the name of both written languages.
            bool isRight = answer == text.Language || (answer == "no" && text.Language == "nb");
            (int right, int all) = rows.GetValueOrDefault(text.Language);
            rows[text.Language] = (right + (isRight ? 1 : 0), all + 1);
        }

        double seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        Console.WriteLine($"macro accuracy over {rows.Count} languages {rows.Values.Average(row => (double)row.Right / row.All):F4}; {bytes / 1e6 / seconds:F1} MB per processor second");
    }
}
