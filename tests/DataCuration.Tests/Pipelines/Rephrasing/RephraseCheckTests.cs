using DataCuration.RephrasingBenchmark.Server;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Rephrasing.Generation;

namespace DataCuration.Tests.Pipelines.Rephrasing;

/// <summary>The checks that need the recipe's own models, through the stage.</summary>
public sealed class RephraseCheckTests : IDisposable
{
    private const int Documents = 60;
    private const int Bad = 3;

    private const string German =
        "Der Hafen liegt am südlichen Ufer des Flusses, und die Fischer fahren vor Sonnenaufgang hinaus. Gegen Mittag kommen sie mit vollen Netzen wieder und verkaufen ihren Fang auf dem Markt, "
        + "wo die Leute der umliegenden Dörfer schon auf sie warten.";

    private readonly RephraseFolder _folder = new(Documents, shortest: 300, longest: 700) { Work = "work" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_answer_in_another_language_is_filtered()
    {
        await using ScriptedServer server = await AnswerAsync((number, text) => number < Bad ? German : StyledAnswer.To(text));

        CurateRun run = await _folder.CurateAsync(server.Address, "\"loose\"", "rephrase");

        run.ExitCode.Should().Be(0, run.Error);
        string?[] outcomes = await _folder.WordsAsync("synthetic", "check.language.outcome");
        double[] values = await _folder.NumbersAsync("synthetic", "check.language");
        (await _folder.WordsAsync("synthetic", "status")).Count(status => status == "filtered:language").Should().Be(Bad);
        outcomes.Count(outcome => outcome == "failed").Should().Be(Bad);
        outcomes.Count(outcome => outcome == "passed").Should().Be(Documents - Bad);
        values.Zip(outcomes).Should().OnlyContain(row => row.Second == "failed" ? row.First == 0 : row.First >= 0.5);
    }

    [Fact]
    public async Task An_answer_about_something_else_is_filtered_by_the_threshold_that_the_run_sets()
    {
        await using ScriptedServer server = await AnswerAsync((number, text) => StyledAnswer.To(number < Bad ? _folder.Texts[number + 20] : text));

        CurateRun run = await _folder.CurateAsync(server.Address, "\"loose\"", "rephrase", "rephrase.embedding=\"hashedTfIdf\"");

        run.ExitCode.Should().Be(0, run.Error);
        (string? Status, double Cosine)[] rows = [.. (await _folder.WordsAsync("synthetic", "status")).Zip(await _folder.NumbersAsync("synthetic", "check.embedding"))];
        rows.Where(row => row.Status == "filtered:embedding").Should().HaveCount(Bad).And.OnlyContain(row => row.Cosine < 0.5);
        rows.Where(row => row.Status == "ok").Should().HaveCount(Documents - Bad).And.OnlyContain(row => row.Cosine > 0.9);
        File.ReadAllText(Path.Combine(_folder.Work, "state", "answerThresholds", "thresholds.json")).Should().Contain("minCosine").And.Contain("\"answers\": 60");
    }

    [Fact]
    public async Task The_worst_answers_by_the_classifier_are_filtered_and_the_gain_is_a_column()
    {
        _folder.Write("plain.jsonl", RephraseFolder.TextsOf("catalogue/packages-0.jsonl.gz").Take(Documents));
        string[] junk = [.. RephraseFolder.TextsOf("catalogue/packages-0.jsonl.gz").Skip(100).Take(12).Chunk(3).Select(texts => string.Join(' ', texts))];
        await using ScriptedServer server = await AnswerAsync((number, text) => number % 16 == 0 ? junk[number / 16] : StyledAnswer.To(text));

        CurateRun run = await _folder.CurateAsync(
            server.Address, "\"loose\"", "rephrase", "rephrase.keepQuality=0.9", "rephrase.share=0.4",
            "sources=[{\"name\":\"web\",\"files\":[\"web.jsonl\"]},{\"name\":\"plain\",\"files\":[\"plain.jsonl\"]}]",
            "quality.classifier={\"positive\":[\"web\"],\"negative\":[\"plain\"],\"hashBits\":14}");

        run.ExitCode.Should().Be(0, run.Error);
        string?[] statuses = await _folder.WordsAsync("synthetic", "status");
        (double Score, double Gain, bool IsKept)[] rows =
            [.. (await _folder.NumbersAsync("synthetic", "check.quality")).Zip(await _folder.NumbersAsync("synthetic", "check.quality.gain"), statuses).Select(row => (row.First, row.Second, row.Third == "ok"))];
        rows = [.. rows.Where(row => !double.IsNaN(row.Score))];
        statuses.Should().HaveCount(48);
        rows.Length.Should().BeInRange(45, 48);
        rows.Count(row => row.IsKept).Should().Be((int)Math.Round(0.9 * rows.Length));
        rows.Where(row => !row.IsKept).Max(row => row.Score).Should().BeLessThan(rows.Where(row => row.IsKept).Min(row => row.Score));
        rows.Where(row => row.Gain < -0.3).Should().NotBeEmpty("the texts about nothing were worse than what they should have rephrased").And.OnlyContain(row => !row.IsKept);
    }

    [Fact]
    public async Task A_check_without_its_model_is_reported_as_not_run()
    {
        await using ScriptedServer server = await AnswerAsync((number, text) => number < Bad ? "I'm sorry, but I cannot help with that." : StyledAnswer.To(text));

        CurateRun run = await _folder.CurateAsync(server.Address, "\"loose\"", "rephrase");

        run.ExitCode.Should().Be(0, run.Error);
        foreach (string check in (string[])["embedding", "quality"])
        {
            string?[] outcomes = await _folder.WordsAsync("synthetic", $"check.{check}.outcome");
            outcomes.Count(outcome => outcome == "not-run").Should().Be(Documents - Bad);
            outcomes.Count(outcome => outcome == "not-reached").Should().Be(Bad);
            (await _folder.NumbersAsync("synthetic", "check." + check)).Should().OnlyContain(value => double.IsNaN(value));
        }
    }

    /// <summary>A server that knows which document a text is from.</summary>
    private Task<ScriptedServer> AnswerAsync(Func<int, string, string> answer)
    {
        Dictionary<string, int> numbers = _folder.Texts.Index().ToDictionary(text => text.Item.Trim(), text => text.Index, StringComparer.Ordinal);
        return ScriptedServer.StartAsync((context, _, body) =>
        {
            string user = ScriptedServer.UserOf(body);
            string source = StyledAnswer.SourceOf(user, out string task);
            return ScriptedServer.AnswerAsync(context, task.Length == 0 ? StyledAnswer.To(user) : answer(numbers.GetValueOrDefault(source, 1), source), promptTokens: user.Length / 4);
        }, configure: server => server.Models = ["echo"]);
    }
}
