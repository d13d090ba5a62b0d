using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace DataCuration.Documents.Recipes;

/// <summary>Writes recipes back to JSON. Secrets are never part of a recipe. Pure; the same recipe gives the same text.</summary>
public static class RecipeWriter
{
    private static readonly JsonSerializerOptions Pretty = new(RecipeReader.Json)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>All values explicit, for people and for <c>work/recipe.json</c>; reads back to an equal recipe anywhere on this machine.</summary>
    public static string ToJson(Recipe recipe) => JsonSerializer.Serialize(recipe, Pretty) + "\n";

    /// <summary>
    /// One line that is equal for recipes that give the same results: members sorted, sources and files in ordinal order, without the folders and
    /// addresses that names are relative to, and without options that only set resources.
    /// </summary>
    public static string ToCanonicalJson(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        Recipe canonical = recipe with
        {
            BaseDirectory = "",
            Storage = new StorageOptions(),
            Sources = recipe.Sources
                .OrderBy(source => source.Name, StringComparer.Ordinal)
                .Select(source => source with { From = null, Files = source.Files.Order(StringComparer.Ordinal).ToArray() })
                .ToArray(),
            Probes = recipe.Probes is null ? null : recipe.Probes with
            {
                Parallel = null,
                Evaluate = recipe.Probes.Evaluate.Select(set => set with { Weight = set.EffectiveWeight() }).ToArray(),
            },
        };
        return Sort(JsonSerializer.SerializeToNode(canonical, RecipeReader.Json))!.ToJsonString();
    }

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sort(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sort)]),
        _ => node?.DeepClone(),
    };
}
