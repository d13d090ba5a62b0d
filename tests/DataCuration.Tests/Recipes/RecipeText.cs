using System.Text.Json.Nodes;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Recipes;

/// <summary>Recipes for tests.</summary>
internal static class RecipeText
{
    public const string Path = "/data/recipe.json";

    public const string Minimal = """{ "name": "n", "sources": [ { "name": "web", "files": ["a.jsonl"] } ] }""";

    /// <summary>Every step, with defaults.</summary>
    public const string Full = """
        {
          "name": "full",
          "sources": [ { "name": "web", "files": ["a.jsonl"], "fields": {} }, { "name": "books", "files": ["b.jsonl"] } ],
          "quality": {
            "rules": { "gopherQuality": {}, "gopherRepetition": {}, "c4": {}, "fineWeb": {} },
            "classifier": { "positive": ["books"], "negative": ["web"] }
          },
          "deduplicate": { "exact": {}, "minHash": {}, "keep": "highest:quality.classifier" },
          "pools": { "by": "quality.classifier" },
          "probes": { "evaluate": [ { "name": "reference", "files": ["r.jsonl"] } ] },
          "mix": { "budget": 1e17 },
          "output": {}
        }
        """;

    public static IReadOnlyList<Diagnostic> Problems(string json, params string[] overrides) =>
        RecipeReader.Read(json, Path, overrides).Diagnostics;

    public static Recipe Valid(string json, params string[] overrides)
    {
        RecipeReadResult result = RecipeReader.Read(json, Path, overrides);
        result.Diagnostics.Should().BeEmpty();
        return result.Recipe!;
    }

    /// <summary><see cref="Full"/> with one value at a path put in, or taken out when it is null; what the path leads through is made.</summary>
    public static string FullWith(string path, string? json)
    {
        JsonNode root = JsonNode.Parse(Full)!;
        JsonNode node = root;
        string[] names = path.Split('.');
        for (int i = 0; i < names.Length - 1; i++)
        {
            node = node is JsonArray array
                ? array[int.Parse(names[i])]!
                : node[names[i]] ??= names[i + 1] == "0" ? (JsonNode)new JsonArray(new JsonObject()) : new JsonObject();
        }

        if (json is null)
        {
            node.AsObject().Remove(names[^1]);
        }
        else
        {
            node[names[^1]] = JsonNode.Parse(json);
        }

        return root.ToJsonString();
    }
}
