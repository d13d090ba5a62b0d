using DataCuration.Documents;
using DataCuration.Formats.Parquet;

namespace DataCuration.EndToEnd.Tests.Cli;

/// <summary>Every line of the README that starts with <c>curate</c> runs, in the README's order, on a small corpus.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Every_command_of_the_readme_runs_in_order()
    {
        using SmallCorpus corpus = new();
        string[][] commands = [.. Readme.Blocks("console").SelectMany(block => block.Split('\n'))
            .Where(line => line.StartsWith("curate ", StringComparison.Ordinal))
            .Select(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..])];
        commands.Length.Should().BeGreaterThan(6);

        foreach (string[] command in commands)
        {
            string[] arguments = [.. command];
            switch (command[0])
            {
                case "explain":
                    arguments[2] = await AnIdAsync(Path.Combine(corpus.Folder, command[1]));
                    break;
                case "fit":
                    // A reader has such a table; here it is the one that the run has just measured.
                    File.Copy(Path.Combine(corpus.Folder, "out", "observations.csv"), Path.Combine(corpus.Folder, command[1]));
                    break;
                case "image-text":
                    // And metadata, as that of the sample.
                    DirectoryInfo metadata = Directory.CreateDirectory(Path.Combine(corpus.Folder, command[2]));
                    foreach (string file in Directory.GetFiles(Path.Combine(Readme.Root, "pipelines/image-text/data/metadata")))
                    {
                        File.Copy(file, Path.Combine(metadata.FullName, Path.GetFileName(file)));
                    }

                    break;
            }

            CurateResult result = await CurateProcess.RunInAsync(corpus.Folder, arguments);

            result.ExitCode.Should().BeOneOf([0, 3, 4], $"'curate {string.Join(' ', command)}' is in the README: {result}");
        }
    }

    [Fact]
    public void Both_commands_of_the_mission_are_there()
    {
        string[] lines = [.. Readme.Blocks("console").SelectMany(block => block.Split('\n'))];

        lines.Should().Contain("dotnet build pipelines/quickstart").And.Contain("dotnet test");
    }

    private static async Task<string> AnIdAsync(string work)
    {
        string part = Directory.EnumerateFiles(Path.Combine(work, "documents"), "*.parquet").Order(StringComparer.Ordinal).First();
        await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(part, TestContext.Current.CancellationToken))
        {
            return batch[0].Id.ToString();
        }

        throw new InvalidOperationException($"{part} holds no document.");
    }
}
