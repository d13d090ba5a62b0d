using System.Text.Json.Nodes;

namespace DataCuration.Sdk.Lowering;

/// <summary>
/// Which part of the recipe each stage reads. The build compares them to decide where to begin, so that a new budget starts at the mix;
/// the tool compares its own fingerprints again, so a stage that this table forgot would start late but never give a wrong result.
/// </summary>
internal static class StageSettings
{
    private static readonly (string Stage, string[] Sections)[] Reads =
    [
        ("ingest", ["seed", "maxBadRecords", "sources"]),
        ("score", ["frozen", "quality", "language", "contamination", "boilerplate", "privacy"]),
        ("deduplicate", ["deduplicate", "prune"]),
        ("rephrase", ["rephrase"]),
        ("pool", ["frozen", "select", "pools", "gates"]),
        ("probe", ["probes"]),
        ("fit", ["mix/law"]),
        ("mix", ["frozen", "mix"]),
        ("materialise", ["name", "output"]),
        ("report", []),
    ];

    /// <summary>For each stage, the sections it reads as one JSON object; a section that the recipe leaves out is null.</summary>
    public static IEnumerable<(string Stage, JsonObject Settings)> Of(JsonObject recipe)
    {
        foreach ((string stage, string[] sections) in Reads)
        {
            JsonObject settings = [];
            foreach (string section in sections)
            {
                JsonNode? value = recipe;
                foreach (string name in section.Split('/'))
                {
                    value = (value as JsonObject)?[name];
                }

                settings[section] = value?.DeepClone();
            }

            yield return (stage, settings);
        }
    }
}
