using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DataCuration.EndToEnd.Tests.Cli;

/// <summary>The report in a real browser (headless Chromium); skipped where there is none.</summary>
public sealed partial class ReportPageTests(WholeRun run)
{
    private const int Budgets = 20;
    private const int Seed = 20;

    /// <summary>Moves the page's own controls and writes what they show into an element that the dump contains.</summary>
    private const string Driver = """
        <script>
          const box = document.getElementById("slider-flops"), shown = [];
          for (const flops of BUDGETS) {
            box.value = flops;
            box.dispatchEvent(new Event("input"));
            const slider = document.getElementById("slider").dataset;
            shown.push({ loss: Number(slider.loss), tokens: slider.tokens.split(" ").map(Number) });
          }
          const results = document.createElement("pre");
          results.id = "results";
          results.textContent = JSON.stringify(shown);
          document.body.append(results);
        </script>
        """;

    [Fact]
    public async Task Slider_and_command_line_agree_at_twenty_random_budgets()
    {
        string browser = Browser() ?? "";
        Assert.SkipWhen(browser.Length == 0, "There is no Chromium on this machine.");
        JsonElement mix = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(run.Work, "mix.json"), TestContext.Current.CancellationToken)).RootElement;
        Random random = new(Seed);
        string[] budgets = [.. Enumerable.Range(0, Budgets).Select(_ => Math.Pow(10, 8.5 + (5 * random.NextDouble())).ToString("R", CultureInfo.InvariantCulture))];

        JsonElement[] shown = await ShowAsync(browser, budgets);
        CurateResult result = await CurateProcess.RunAsync(
        [
            "mix", Path.Combine(run.Work, "law.json"), "--json",
            .. budgets.SelectMany(budget => (string[])["--budget", budget]),
            .. mix.GetProperty("pools").EnumerateArray().SelectMany(pool =>
                (string[])["--pool", $"{pool.GetProperty("name").GetString()}={pool.GetProperty("uniqueTokens").GetDouble().ToString("R", CultureInfo.InvariantCulture)}"]),
        ]);

        result.ExitCode.Should().BeOneOf([0, 3, 4], result.ToString());
        JsonElement[] solved = [.. JsonDocument.Parse(result.Output).RootElement.EnumerateArray()];
        solved.Should().HaveCount(Budgets);
        shown.Should().HaveCount(Budgets);
        for (int i = 0; i < Budgets; i++)
        {
            shown[i].GetProperty("loss").GetDouble().Should().BeApproximately(solved[i].GetProperty("loss").GetDouble(), 1e-6, $"budget {budgets[i]}");
            double budget = solved[i].GetProperty("budgetTokens").GetDouble();
            foreach ((JsonElement page, JsonElement tool) in shown[i].GetProperty("tokens").EnumerateArray().Zip(solved[i].GetProperty("pools").EnumerateArray()))
            {
                page.GetDouble().Should().BeApproximately(tool.GetProperty("tokens").GetDouble(), 1e-6 * budget, $"budget {budgets[i]}");
            }
        }
    }

    private async Task<JsonElement[]> ShowAsync(string browser, string[] budgets)
    {
        string folder = Directory.CreateTempSubdirectory("curate-browser-").FullName;
        try
        {
            string report = await File.ReadAllTextAsync(Path.Combine(run.Work, "report", "index.html"), TestContext.Current.CancellationToken);
            string page = Path.Combine(folder, "driven.html");
            await File.WriteAllTextAsync(
                page,
                report.Replace("</body>", Driver.Replace("BUDGETS", $"[{string.Join(", ", budgets)}]", StringComparison.Ordinal) + "</body>", StringComparison.Ordinal),
                TestContext.Current.CancellationToken);
            ProcessStartInfo start = new(browser) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in (string[])
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", $"--user-data-dir={folder}/profile", "--dump-dom", new Uri(page).AbsoluteUri,
            ])
            {
                start.ArgumentList.Add(argument);
            }

            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string dump = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Match results = Results().Match(dump);
            results.Success.Should().BeTrue($"the page's script must run to its end: {await errors}");
            return [.. JsonDocument.Parse(results.Groups[1].Value).RootElement.EnumerateArray()];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Browser() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => (string[])[Path.Combine(folder, "chromium"), Path.Combine(folder, "chromium-browser"), Path.Combine(folder, "google-chrome")])
            .FirstOrDefault(File.Exists);

    [GeneratedRegex("<pre id=\"results\">(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Results();
}
