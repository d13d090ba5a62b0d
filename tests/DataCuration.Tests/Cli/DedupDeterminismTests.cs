using System.Text.Json;
using DataCuration.Tests.Deduplication;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

/// <summary>Threads, the order in which files are given, memory and what a stopped run left behind change no byte.</summary>
public sealed class DedupDeterminismTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("exact")]
    [InlineData("minhash")]
    [InlineData("minhash", "--preset", "datatrove/0.10")]
    [InlineData("minhash", "--verify", "containment")]
    [InlineData("lines")]
    [InlineData("paragraphs")]
    [InlineData("paragraphs", "--remove", "all")]
    [InlineData("bff")]
    [InlineData("substrings", "--min-length", "20")]
    [InlineData("substrings", "--min-length", "60", "--unit", "codePoints", "--remove", "all")]
    public async Task Dedup_writes_the_same_bytes_whatever_the_threads_the_order_of_files_and_what_a_killed_run_left(string method, params string[] options)
    {
        string[] files = WriteCorpus();
        string[] common = ["--method", method, "--acknowledge", "*", .. options];

        string one = await RunAsync([.. files, .. common, "--jobs", "1"], "one", isInterrupted: false);
        string two = await RunAsync([.. files.Reverse(), .. common, "--jobs", "2", "--memory", "300MB"], "two", isInterrupted: true);
        string eight = await RunAsync([Path.Combine(_folder.Path, "in"), .. common, "--jobs", "8"], "eight", isInterrupted: false);

        one.Should().Contain("removed/").And.Contain("kept/");
        two.Should().Be(one);
        eight.Should().Be(one);
    }

    private async Task<string> RunAsync(string[] arguments, string name, bool isInterrupted)
    {
        string output = Path.Combine(_folder.Path, name);
        if (isInterrupted)
        {
            // What kill -9 leaves: runs half written, and a part under its temporary name.
            _folder.Write($"{name}/.sorting/bands-0000.run", "half");
            _folder.Write($"{name}/.sorting/features.bin", "half");
        }

        CurateRun run = await CurateRun.Of(["dedup", .. arguments, "--out", output]);
        run.ExitCode.Should().Be(0, run.Error);
        return string.Concat(Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(output, path)}\n{File.ReadAllText(path)}\n"));
    }

    private string[] WriteCorpus()
    {
        SyntheticTexts texts = new(91);
        string[][] shared = [.. Enumerable.Range(0, 6).Select(_ => texts.Words(70))];
        List<string> paths = [];
        for (int file = 0; file < 4; file++)
        {
            List<string> lines = [];
            for (int document = 0; document < 40; document++)
            {
                string[] copy = [.. shared[(file + document) % shared.Length]];
                copy[document % copy.Length] = "changed";
                string text = (document % 4) switch
                {
                    0 => string.Join(' ', texts.Words(90)),
                    1 => string.Join(' ', copy),
                    2 => $"{string.Join(' ', texts.Words(30))}\n\n{string.Join(' ', shared[document % shared.Length])}\n\n{string.Join(' ', texts.Words(30))}",
                    _ => string.Join(' ', shared[document % shared.Length].Take(20 + (document % 50))),
                };
                lines.Add(JsonSerializer.Serialize(new { file, document, text }));
            }

            paths.Add(_folder.Write($"in/{file}.jsonl", string.Join('\n', lines) + "\n"));
        }

        return [.. paths];
    }
}
