using System.Text.Json;
using System.Text.Json.Serialization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.ImageText;

/// <summary>What <c>pools.json</c> says: how samples were divided, and where each is. Samples = filtered + unscored + outside + those of the pools. Immutable.</summary>
public sealed record PoolManifest
{
    /// <summary>The manifest's file name.</summary>
    public const string FileName = "pools.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The version of the JSON.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The column with the score.</summary>
    public required string Score { get; init; }

    /// <summary>Shares between which the pools lie; empty with <see cref="Thresholds"/>.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>Scores between which the pools lie.</summary>
    public required IReadOnlyList<double> Thresholds { get; init; }

    /// <summary>Where a pool ends among equal scores.</summary>
    public required TieRule Ties { get; init; }

    /// <summary>What captions and images had to be like.</summary>
    public required CaptionFilter Filter { get; init; }

    /// <summary>Least values.</summary>
    public required IReadOnlyList<KeyValuePair<string, double>> Minimums { get; init; }

    /// <summary>What splits ties and draws parts of pools.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Files read.</summary>
    public required int Files { get; init; }

    /// <summary>Samples read.</summary>
    public required long Samples { get; init; }

    /// <summary>Samples that do not pass the filter or a minimum.</summary>
    public required long Filtered { get; init; }

    /// <summary>For each flaw the samples that have it; a sample may have several.</summary>
    public required IReadOnlyDictionary<string, long> Flaws { get; init; }

    /// <summary>Samples that pass and have a score, but lie outside the edges or below the last threshold.</summary>
    public required long Outside { get; init; }

    /// <summary>The pools, the best first.</summary>
    public required IReadOnlyList<ScorePool> Pools { get; init; }

    /// <summary>Samples that pass and have no score: a pool of their own, never the lowest. Null when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScorePool? Unscored { get; init; }

    /// <summary>JSON; the same pools give the same text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Reads the manifest of a folder.</summary>
    /// <exception cref="DiagnosticException">DC2134: there is none, or it is damaged.</exception>
    public static PoolManifest Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            if (File.Exists(path) && JsonSerializer.Deserialize<PoolManifest>(File.ReadAllText(path), Json) is { SchemaVersion: 1 } manifest) return manifest;
        }
        catch (JsonException)
        {
            // The message below says what to do about it.
        }

        throw new DiagnosticException(
            Diagnostic.Error("DC2134", "There is no manifest of pools here that can be read. Give the folder that curate image-text pools wrote, or run it again.", path), ExitCode.Usage);
    }
}
