// Trains and measures the built-in model of language identification:
//
//   dotnet run -c Release --project tools/LanguageModelTrainer -- train --lingua FOLDER --tatoeba FILE --udhr FILE --out languages.dcli
//   dotnet run -c Release --project tools/LanguageModelTrainer -- test FILE [--model FILE] [--kind sentence] [--codes tatoeba|udhr] [--only TAG,TAG] [--confusions]
//   dotnet run -c Release --project tools/LanguageModelTrainer -- speed FILE [--model FILE]
//   dotnet run -c Release --project tools/LanguageModelTrainer -- load FILE
//   dotnet run -c Release --project tools/LanguageModelTrainer -- golden MODEL.ftz DOCUMENTS DECISIONS       (fastText's own answers: {"id", "lang": [label, score]})
//   dotnet run -c Release --project tools/LanguageModelTrainer -- fasttext MODEL.ftz FILE [--kind sentence] [--only TAG,TAG]
//
// FOLDER: contentFiles/any/any/Lingua/LanguageModels of the NuGet package SearchPioneer.Lingua 2.0.0. FILE: JSON Lines with text, lang and kind, uncompressed.
// Deterministic: nothing is sampled; a fifth of the Tatoeba sentences, by hash, is held back for choosing numbers.
using System.Diagnostics;
using System.Globalization;
using DataCuration.LanguageModelTrainer;
using DataCuration.Quality.Language;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null;
double Number(string name, double otherwise) => Option(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
switch (args[0])
{
    case "train":
        TrainingOptions options = new();
        options = options with
        {
            Floor = Number("--floor", options.Floor),
            Unit = (float)Number("--unit", options.Unit),
            Discount = Number("--discount", options.Discount),
            MaxLongGrams = (int)Number("--long", options.MaxLongGrams),
            MaxShortGrams = (int)Number("--short", options.MaxShortGrams),
        };
        Training.Run(Option("--lingua")!, Option("--tatoeba")!, Option("--udhr")!, Option("--out")!, options);
        break;
    case "test":
        Accuracy.Run(args[1], Option("--model"), Option("--kind"), Option("--codes"), Option("--only"), args.Contains("--confusions"));
        break;
    case "speed":
        Accuracy.Speed(args[1], Option("--model"));
        break;
    case "load":
        for (int round = 0; round < 10; round++)
        {
            long before = Stopwatch.GetTimestamp();
            TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
            _ = LanguageModel.Read(args[1]);
            Console.WriteLine($"{Stopwatch.GetElapsedTime(before).TotalMilliseconds:F1} ms, {(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds:F1} ms of processor");
        }

        break;
    case "golden":
        FastTextCheck.Compare(args[1], args[2], args[3]);
        break;
    case "fasttext":
        FastTextCheck.Accuracy(args[1], args[2], Option("--kind"), Option("--only"));
        break;
    default:
        throw new ArgumentException("train, test, speed, load, golden or fasttext", nameof(args));
}
