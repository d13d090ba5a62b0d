// Scores the extractor on published sets of pages:
//
//   dotnet run -c Release --project tools/ExtractionEvaluation -- articles FOLDER       scrapinghub/article-extraction-benchmark
//   dotnet run -c Release --project tools/ExtractionEvaluation -- pieces FOLDER         adbar/trafilatura, tests/eval
//   dotnet run -c Release --project tools/ExtractionEvaluation -- readability FILE      mozilla/readability, test/test-pages
//
// Options: --profile article|full, --part develop|held (a third of the pages, by hash of the name, is held back while rules are chosen),
// --show ID (prints the extracted text), --trace ID (prints every block and its marks),
// --pages (a line for each page), --speed N (reads all pages N times and prints MB/s).
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.ExtractionEvaluation;
using DataCuration.Quality.Extraction;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null;
ExtractionProfile profile = Enum.Parse<ExtractionProfile>(Option("--profile") ?? "article", ignoreCase: true);
HtmlTextExtractor extractor = new(profile);
IReadOnlyList<EvaluationPage> pages = args[0] switch
{
    "articles" => EvaluationSets.Articles(args[1]),
    "pieces" => await EvaluationSets.Pieces(args[1]),
    "readability" => await EvaluationSets.Readability(args[1]),
    _ => throw new ArgumentException("articles, pieces or readability", nameof(args)),
};
if (Option("--part") is { } part)
{
    pages = [.. pages.Where(page => (SHA256.HashData(Encoding.UTF8.GetBytes(page.Id))[0] % 3 == 0) == (part == "held"))];
}

string Extract(EvaluationPage page) => Encoding.UTF8.GetString(extractor.Extract(page.Html, null).Text.Span);
if (Option("--show") is { } shown)
{
    EvaluationPage page = pages.First(page => page.Id.Contains(shown, StringComparison.Ordinal));
    Console.WriteLine(Extract(page));
    return;
}

if (Option("--speed") is { } rounds)
{
    long bytes = pages.Sum(page => (long)page.Html.Length);
    for (int round = 0; round < int.Parse(rounds, CultureInfo.InvariantCulture); round++)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        foreach (EvaluationPage page in pages)
        {
            _ = extractor.Extract(page.Html, null);
        }

        double seconds = watch.Elapsed.TotalSeconds;
        double processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        Console.WriteLine($"{pages.Count} pages, {bytes / 1e6:F1} MB: {bytes / 1e6 / seconds:F1} MB/s, {bytes / 1e6 / processor:F1} MB per processor second");
    }

    return;
}

if (Option("--trace") is { } traced)
{
    BlockTrace.Print(pages.First(page => page.Id.Contains(traced, StringComparison.Ordinal)), profile);
    return;
}

bool showsPages = args.Contains("--pages");
if (args[0] == "pieces")
{
    PieceScores.Print(pages, Extract, showsPages);
}
else
{
    ShingleScores.Print(pages, Extract, showsPages);
}
