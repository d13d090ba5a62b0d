using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules.Profiles;

namespace DataCuration.Pipelines.Compatibility;

/// <summary>
/// Reads another tool's decisions: JSON Lines (or gzip of it), an object a document with its <c>id</c> and any of:
/// <c>kept</c> and <c>reason</c> for all rules together; <c>[kept, reason]</c> under a rule set's name; Dolma's <c>attributes</c>; <c>metadata.filter_reason</c>, which
/// datatrove's exclusion writer adds; numbers such as <c>n_words</c>; <c>words_sha1</c>, <c>sentences_sha1</c>, <c>c4_sha1</c>, <c>c4_fineweb_sha1</c>.
/// </summary>
public static class DecisionFile
{
    /// <summary>The verdict of all rules together.</summary>
    public const string AllRules = "all";

    /// <summary>Names of verdicts, as datatrove's filters and as our rule sets, by rule set.</summary>
    private static readonly Dictionary<string, string> RuleSets = new(StringComparer.Ordinal)
    {
        ["gopher_quality"] = "gopherQuality",
        ["gopher_rep"] = "gopherRepetition",
        ["c4"] = "c4",
        ["c4_fineweb"] = "c4AllLines",
        ["fineweb"] = "fineWeb",
        ["url"] = "url",
        ["gopherQuality"] = "gopherQuality",
        ["gopherRepetition"] = "gopherRepetition",
        ["c4AllLines"] = "c4AllLines",
        ["fineWeb"] = "fineWeb",
    };

    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["n_words"] = "text.tokenCount",
        ["n_sentences"] = "text.sentenceCount",
        ["n_non_symbol_words"] = "gopherQuality.wordCount",
        ["avg_word_len"] = "gopherQuality.meanWordLength",
        ["alpha_ratio"] = "gopherQuality.alphabeticWordRatio",
    };

    /// <summary>Dolma's attributes, as <c>gopher_v1__word_count</c>, by the column that measures the same.</summary>
    private static readonly Dictionary<string, string> DolmaColumns = RuleProfile.Find(RuleProfiles.Dolma)!.Rules
        .DistinctBy(rule => rule.Column)
        .ToDictionary(rule => RuleProfile.Find(RuleProfiles.Dolma)!.ReasonOf(rule), rule => rule.Column);

    /// <summary>Reads a file.</summary>
    /// <exception cref="DiagnosticException">DC1060: a line is no decision, or an id occurs twice. DC2055: there is no such file.</exception>
    public static IReadOnlyDictionary<string, DocumentDecision> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new DiagnosticException(Diagnostic.Error("DC2055", "There is no such file. Check the path.", path), ExitCode.Usage);
        }

        Dictionary<string, DocumentDecision> decisions = new(StringComparer.Ordinal);
        int line = 0;
        using StreamReader reader = new(Open(path));
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            JsonObject row = Parse(text, path, line);
            string id = row["id"]?.ToString() ?? throw Bad(path, line, "it has no 'id'");
            if (!decisions.TryAdd(id, ToDecision(row)))
            {
                throw Bad(path, line, $"id '{id}' occurs a second time");
            }
        }

        return decisions;
    }

    private static Stream Open(string path)
    {
        FileStream file = File.OpenRead(path);
        bool isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static JsonObject Parse(string text, string path, int line)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw Bad(path, line, "it is no JSON object");
        }
        catch (JsonException error)
        {
            throw Bad(path, line, error.Message.TrimEnd('.'));
        }
    }

    private static DocumentDecision ToDecision(JsonObject row)
    {
        Dictionary<string, OtherVerdict> verdicts = [];
        Dictionary<string, double> values = [];
        Dictionary<string, string> hashes = [];
        foreach ((string name, JsonNode? node) in row)
        {
            if (RuleSets.TryGetValue(name, out string? ruleSet) && node is JsonArray { Count: 2 } pair && pair[0] is { } kept && kept.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            {
                verdicts[ruleSet] = new OtherVerdict(kept.GetValue<bool>(), pair[1]?.ToString());
            }
            else if (name.EndsWith("_sha1", StringComparison.Ordinal) && node?.GetValueKind() == JsonValueKind.String)
            {
                hashes[name] = node.ToString();
            }
            else if (node?.GetValueKind() == JsonValueKind.Number)
            {
                values[Columns.GetValueOrDefault(name, name)] = node.GetValue<double>();
            }
        }

        if (row["kept"] is { } all && all.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            string? reason = row["reason"]?.ToString() ?? (row["reasons"] is JsonArray { Count: > 0 } reasons ? reasons[0]?.ToString() : null);
            verdicts[AllRules] = new OtherVerdict(all.GetValue<bool>(), reason);
        }
        else if (row["metadata"] is JsonObject metadata && metadata["filter_reason"] is { } filterReason)
        {
            verdicts[AllRules] = new OtherVerdict(false, filterReason.ToString());
        }

        AddDolmaAttributes(row, values);
        return new DocumentDecision(verdicts, values, hashes);
    }

    /// <summary>Dolma's attribute files: spans <c>[start, end, score]</c> under <c>EXPERIMENT__gopher_v1__NAME</c>.</summary>
    private static void AddDolmaAttributes(JsonObject row, Dictionary<string, double> values)
    {
        foreach ((string name, JsonNode? node) in row["attributes"] as JsonObject ?? [])
        {
            int tagger = name.IndexOf("gopher_v1__", StringComparison.Ordinal);
            if (tagger >= 0 && DolmaColumns.TryGetValue(name[tagger..], out string? column)
                && node is JsonArray { Count: > 0 } spans && spans[0] is JsonArray { Count: 3 } span && span[2]?.GetValueKind() == JsonValueKind.Number)
            {
                values[column] = span[2]!.GetValue<double>();
            }
        }
    }

    private static DiagnosticException Bad(string path, int line, string problem) => new(
        Diagnostic.Error("DC1060", $"This line is no decision: {problem}. Expected one JSON object a document with its id; see docs/rules.md.", path, line, 1),
        ExitCode.BadInput);
}
