using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DataCuration.RephrasingBenchmark.Server;
using DataCuration.Tests.Rephrasing.Generation;

namespace DataCuration.Tests.Pipelines.Rephrasing;

/// <summary>What a user sees of rephrasing in the report, after a server that answers, cuts, refuses and breaks.</summary>
public sealed partial class RephraseReportTests : IDisposable
{
    private const int MaxSamples = 20;

    private readonly RephraseFolder _folder = new(documents: 60, shortest: 250, longest: 450) { Work = "work" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Report_has_every_reason_with_its_count_and_up_to_twenty_samples()
    {
        await using LocalServer server = await LocalServer.StartAsync(0, TimeSpan.Zero, new TroubleSchedule(Seed: 7, Percent: 40), retryAfterSeconds: 2);

        await _folder.RunAsync(server.Address, "\"easy\", \"knowledgeList\"", "report", new VirtualTime(), "rephrase.maxFailed=1", "rephrase.maxAttempts=2");

        string page = await File.ReadAllTextAsync(Path.Combine(_folder.Work, "report", "index.html"), TestContext.Current.CancellationToken);
        XElement section = XElement.Parse(Section().Match(page).Value);
        (string Style, string Status)[] rows = [.. (await _folder.WordsAsync("synthetic", "style")).Zip(await _folder.WordsAsync("synthetic", "status"), (style, status) => (style!, status!))];
        Dictionary<string, int> expected = Count(rows.Where(row => row.Status != "ok").Select(row => row.Status));
        expected.Keys.Should().Contain(key => key.StartsWith("filtered:")).And.Contain(key => key.StartsWith("failed:"));

        XElement[] tables = [.. section.Descendants("table")];
        Cells(tables[1]).ToDictionary(row => row[0], row => Number(row[1])).Should().BeEquivalentTo(expected);
        Cells(tables[0]).ToDictionary(row => row[0], row => Number(row[2])).Should().BeEquivalentTo(Count(rows.Where(row => row.Status == "ok").Select(row => row.Style)));
        foreach (string[] style in Cells(tables[0]))
            style[2..6].Sum(Number).Should().Be(Number(style[1]), "accepted, filtered, failed and not sent are all segments");

        Dictionary<string, XElement> reasons = section.Elements("details").ToDictionary(details => details.Element("summary")!.Element("b")!.Value);
        reasons.Keys.Should().BeEquivalentTo(expected.Keys.Where(key => !key.StartsWith("dropped:")));
        foreach ((string reason, XElement details) in reasons)
            details.Elements("article").Should().HaveCount(Math.Min(MaxSamples, expected[reason]), reason);
        XElement refusal = reasons["filtered:refusal"].Elements("article").First();
        refusal.Elements("p").Last().Value.Should().Contain("I cannot help with that");
        string segment = refusal.Elements("p").ElementAt(1).Value["segment ".Length..].Trim();
        _folder.Texts.Should().Contain(text => Spaces().Replace(text, " ").Contains(Spaces().Replace(segment, " ").TrimEnd('…', ' ')), "samples show the segment that was asked about");
    }

    [Fact]
    public async Task Report_counts_rephrased_documents_beside_those_that_came_in()
    {
        await using LocalServer server = await LocalServer.StartAsync(0, TimeSpan.Zero, TroubleSchedule.Calm);

        await _folder.RunAsync(server.Address, "\"easy\"", "report", new VirtualTime());

        string page = await File.ReadAllTextAsync(Path.Combine(_folder.Work, "report", "index.html"), TestContext.Current.CancellationToken);
        Dictionary<string, string> tiles = Tile().Matches(page).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Number(tiles["documents in"]).Should().Be(60);
        Number(tiles["rephrased"]).Should().BePositive();
        (Number(tiles["kept"]) + Number(tiles["dropped"]) + Number(tiles["quarantined"])).Should().Be(60 + Number(tiles["rephrased"]));
    }

    private static Dictionary<string, int> Count(IEnumerable<string> names) => names.GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());

    private static string[][] Cells(XElement table) => [.. table.Element("tbody")!.Elements("tr").Select(row => row.Elements().Select(cell => cell.Value).ToArray())];

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex("""<section id="rephrasing">.*?</section>""", RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex("<dt>([^<]+)</dt><dd>([^<]+)</dd>")]
    private static partial Regex Tile();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
