using System.Text.Json;
using System.Text.Json.Serialization;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Cli.Monitoring;

/// <summary>
/// Errors and warnings in the Static Analysis Results Interchange Format, SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as code scanning and
/// review tools read it. Files are absolute addresses, as the C# compiler writes them. Pure.
/// </summary>
internal static class SarifText
{
    private static readonly JsonSerializerOptions Json = new(ToolJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The log of one run of the tool.</summary>
    /// <param name="diagnostics">What it said.</param>
    /// <param name="exitCode">How it ended.</param>
    /// <param name="version">The tool's version.</param>
    public static string Write(IReadOnlyList<Diagnostic> diagnostics, ExitCode exitCode, string version)
    {
        string[] codes = [.. diagnostics.Select(diagnostic => diagnostic.Code).Distinct().Order(StringComparer.Ordinal)];
        Dictionary<string, object> run = new()
        {
            ["tool"] = new { driver = new { name = "curate", version, rules = codes.Select(code => new { id = code, help = new { text = $"docs/errors/{code}.md explains {code}." } }) } },
            ["invocations"] = new[] { new { executionSuccessful = exitCode is ExitCode.Done or ExitCode.Tie or ExitCode.NotIdentifiable, exitCode = (int)exitCode } },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = diagnostics.Select(diagnostic => ResultOf(diagnostic, Array.IndexOf(codes, diagnostic.Code))),
        };
        Dictionary<string, object> log = new()
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new[] { run },
        };
        return JsonSerializer.Serialize(log, Json) + "\n";
    }

    private static object ResultOf(Diagnostic diagnostic, int rule) => new
    {
        ruleId = diagnostic.Code,
        ruleIndex = rule,
        level = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning",
        message = new { text = diagnostic.Message },
        locations = diagnostic.File is { } file ? new[] { LocationOf(file, diagnostic.Line, diagnostic.Column) } : null,
    };

    private static object LocationOf(string file, int line, int column) => new
    {
        physicalLocation = new
        {
            artifactLocation = new { uri = AddressOf(file) },
            region = line > 0 ? new { startLine = line, startColumn = Math.Max(1, column) } : null,
        },
    };

    // A source may lie on a server: then the file is an address already.
    private static string AddressOf(string file) =>
        file.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(file, UriKind.Absolute, out Uri? address) ? address.AbsoluteUri : new Uri(Path.GetFullPath(file)).AbsoluteUri;
}
