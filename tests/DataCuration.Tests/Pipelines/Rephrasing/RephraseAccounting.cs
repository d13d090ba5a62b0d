using System.Globalization;
using System.Text.RegularExpressions;
using DataCuration.Documents.Diagnostics;
using DataCuration.Rephrasing.Segments;
using DataCuration.Rephrasing.Styles;
using DataCuration.RephrasingBenchmark.Server;
using DataCuration.Tests.Rephrasing.Generation;

namespace DataCuration.Tests.Pipelines.Rephrasing;

/// <summary>
/// Rephrases real documents over real HTTP on loopback, on a clock on which waiting takes no time, and compares what the run says of every segment with what the server
/// did to it.
/// </summary>
internal static class RephraseAccounting
{
    private const int MaxAttempts = 2;

    /// <summary>Every style.</summary>
    public static string[] AllStyles { get; } = [.. StyleCatalogue.All.Select(style => style.Name)];

    /// <summary>A server that answers: every segment is accepted or filtered by a rule, and every style has accepted answers.</summary>
    public static async Task CalmAsync(RephraseFolder folder, params string[] styles)
    {
        await using LocalServer server = await LocalServer.StartAsync(0, TimeSpan.Zero, TroubleSchedule.Calm);

        await folder.RunAsync(server.Address, Quoted(styles), "pool", new VirtualTime(), "rephrase.embedding=\"hashedTfIdf\"");

        (string? Style, string? Status)[] rows = await RowsAsync(folder);
        rows.Should().HaveCount(SegmentsOf(folder, styles));
        rows.Should().OnlyContain(row => row.Status == "ok" || row.Status!.StartsWith("filtered:") || row.Status.StartsWith("dropped:"));
        foreach (string style in styles)
        {
            string?[] sent = [.. rows.Where(row => row.Style == style && !row.Status!.StartsWith("dropped:")).Select(row => row.Status)];
            sent.Count(status => status == "ok").Should().BeGreaterThan(sent.Length / 2, $"{style} is answered in its form; {Summary(sent)}");
        }
    }

    /// <summary>A server that breaks, cuts, refuses and is overloaded at random: what the rows say is what it did.</summary>
    public static async Task TroubledAsync(RephraseFolder folder, params string[] styles)
    {
        await using LocalServer server = await LocalServer.StartAsync(0, TimeSpan.Zero, new TroubleSchedule(Seed: 7, Percent: 40), retryAfterSeconds: 2);
        VirtualTime time = new();

        await folder.RunAsync(server.Address, Quoted(styles), "pool", time, "rephrase.maxFailed=1", $"rephrase.maxAttempts={MaxAttempts}");

        (string? Style, string? Status)[] rows = await RowsAsync(folder);
        rows.Should().HaveCount(SegmentsOf(folder, styles));
        string?[] hashes = await folder.WordsAsync("rephrase", "requestHash");
        Dictionary<string, int> said = Count(rows.Zip(hashes).Where(row => row.Second is not null).DistinctBy(row => row.Second).Select(row => Kind(row.First.Status!)));
        Dictionary<string, int> done = Count(server.Calls.Where(call => !call.User.StartsWith("FIRST WORD:")).GroupBy(call => call.User).Select(Fate));
        said.Should().BeEquivalentTo(done);
        said.Keys.Should().Contain(["answered", "failed:connection", "failed:body", "failed:http-429", "failed:http-422", "failed:http-500", "failed:http-503"]);
        Dictionary<string, int> statuses = Count(rows.Select(row => row.Status!));
        statuses.Keys.Should().Contain(["ok", "filtered:finish", "filtered:refusal", "filtered:length-ratio"]);
        statuses.Values.Sum().Should().Be(SegmentsOf(folder, styles));
        time.Waits.Should().Contain(TimeSpan.FromSeconds(2), "that is what a 429 asked for");
        server.Calls.GroupBy(call => call.User).Max(calls => calls.Count()).Should().BeLessThanOrEqualTo(MaxAttempts);
    }

    /// <summary>The same server and a cap: answered, failed, skipped for the budget and not sent are all segments together, and a higher cap goes on.</summary>
    public static async Task CappedAsync(RephraseFolder folder, double cap, params string[] styles)
    {
        await using LocalServer server = await LocalServer.StartAsync(0, TimeSpan.Zero, new TroubleSchedule(Seed: 7, Percent: 40), retryAfterSeconds: 2);
        string[] options = ["rephrase.maxFailed=1", $"rephrase.maxAttempts={MaxAttempts}"];

        Func<Task> poor = () => folder.RunAsync(
            server.Address, Quoted(styles), "rephrase", new VirtualTime(), [.. options, string.Create(CultureInfo.InvariantCulture, $"rephrase.maxTokens={cap}")]);
        DiagnosticException stopped = (await poor.Should().ThrowAsync<DiagnosticException>()).Which;
        await folder.RunAsync(server.Address, Quoted(styles), "rephrase", new VirtualTime(), options);

        stopped.ExitCode.Should().Be(ExitCode.BudgetExhausted);
        Dictionary<string, int> account = Regex.Matches(stopped.Message, @"(\d+) ((?:ok|failed|skipped|dropped)[\w:-]*)").ToDictionary(
            match => match.Groups[2].Value, match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        account.Keys.Should().Contain(["ok", "skipped:budget"]).And.Contain(key => key.StartsWith("failed:"));
        account.Values.Sum().Should().Be(SegmentsOf(folder, styles), stopped.Message);
        long used = long.Parse(Regex.Match(stopped.Message, @"used (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
        used.Should().BeLessThanOrEqualTo((long)cap).And.BeGreaterThan((long)(cap / 2));
        (await RowsAsync(folder)).Should().HaveCount(SegmentsOf(folder, styles)).And.NotContain(row => row.Status == "skipped:budget");
    }

    private static string Quoted(string[] styles) => string.Join(", ", styles.Select(style => $"\"{style}\""));

    private static int SegmentsOf(RephraseFolder folder, string[] styles) => StyleCatalogue.All.Where(style => styles.Contains(style.Name)).Sum(style => folder.Texts.Sum(text => TextSegmenter.Cut(text, style.Segments).Count));

    private static async Task<(string? Style, string? Status)[]> RowsAsync(RephraseFolder folder) =>
        [.. (await folder.WordsAsync("synthetic", "style")).Zip(await folder.WordsAsync("synthetic", "status"))];

    private static string Kind(string status) => status.StartsWith("failed:", StringComparison.Ordinal) ? status : "answered";

    /// <summary>What becomes of a request that the server did these things to.</summary>
    private static string Fate(IEnumerable<ServedCall> calls)
    {
        Trouble last = calls.MaxBy(call => call.Attempt)!.Trouble;
        return last switch
        {
            Trouble.Reset or Trouble.HalfBody => "failed:connection",
            Trouble.WrongJson => "failed:body",
            Trouble.TooMany => "failed:http-429",
            Trouble.ServerError or Trouble.Broken => "failed:http-500",
            Trouble.Unavailable => "failed:http-503",
            Trouble.Rejected => "failed:http-422",
            _ => "answered",
        };
    }

    private static Dictionary<string, int> Count(IEnumerable<string> names) => names.GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());

    private static string Summary(IEnumerable<string?> statuses) => string.Join(", ", Count(statuses.OfType<string>()).Select(pair => $"{pair.Key} {pair.Value}"));
}
