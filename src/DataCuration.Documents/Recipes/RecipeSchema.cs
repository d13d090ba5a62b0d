using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Documents.Recipes.Checks;
using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes;

/// <summary>
/// The JSON schema (draft 2020-12) of recipes for editors, made from the same records and ranges that the reader checks. Pure.
/// </summary>
public static class RecipeSchema
{
    private static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<(Type, string), IReadOnlyList<string>> Known = new()
    {
        [(typeof(QualityOptions), nameof(QualityOptions.Profile))] = RuleProfiles.OfRecipes,
        [(typeof(MinHashOptions), nameof(MinHashOptions.Profile))] = MinHashProfiles.All,
        [(typeof(MixOptions), nameof(MixOptions.Law))] = ProbeChecks.Laws,
        [(typeof(ProbesOptions), nameof(ProbesOptions.Model))] = ProbeChecks.Models,
        [(typeof(ProbesOptions), nameof(ProbesOptions.Device))] = ProbeChecks.Devices,
    };

    /// <summary>The schema as indented JSON.</summary>
    /// <param name="describe">The description of an option; null for none.</param>
    public static string ToJson(Func<PropertyInfo, string?>? describe = null)
    {
        JsonObject definitions = [];
        JsonObject root = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "DataCuration recipe",
        };
        foreach ((string name, JsonNode? value) in OfRecord(typeof(Recipe), definitions, describe).ToArray())
        {
            root[name] = value?.DeepClone();
        }

        root["properties"]!.AsObject().Insert(0, "$schema", new JsonObject { ["type"] = "string" });
        root["$defs"] = new JsonObject(definitions.OrderBy(definition => definition.Key, StringComparer.Ordinal)
            .Select(definition => KeyValuePair.Create(definition.Key, definition.Value?.DeepClone())));
        return root.ToJsonString(Pretty) + "\n";
    }

    private static JsonObject OfRecord(Type type, JsonObject definitions, Func<PropertyInfo, string?>? describe)
    {
        IReadOnlyList<RecipeProperty> properties = RecipeProperty.Of(type);
        object defaults = Activator.CreateInstance(type)!;
        JsonObject members = [];
        foreach (RecipeProperty property in properties)
        {
            JsonObject schema = OrNull(OfValue(property.Type, property, type, definitions, describe), property);
            if (describe?.Invoke(property.Property) is { } description)
            {
                schema.Insert(0, "description", description);
            }

            members[property.JsonName] = schema;
            AddDefault(schema, property, defaults);
        }

        JsonObject record = new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = members };
        JsonArray required = [.. properties.Where(property => property.IsRequired).Select(property => (JsonNode)property.JsonName)];
        if (required.Count > 0)
        {
            record["required"] = required;
        }

        return record;
    }

    private static JsonObject OfValue(Type type, RecipeProperty property, Type owner, JsonObject definitions, Func<PropertyInfo, string?>? describe)
    {
        if (type == property.Type && property.ItemType is { } item)
        {
            JsonObject array = new() { ["type"] = "array", ["items"] = OfValue(item, property, owner, definitions, describe) };
            if (property.IsRequired)
            {
                array["minItems"] = 1;
            }

            return array;
        }

        if (RecipeProperty.IsOptions(type))
        {
            if (!definitions.ContainsKey(type.Name))
            {
                definitions[type.Name] = null;
                definitions[type.Name] = OfRecord(type, definitions, describe);
            }

            return new JsonObject { ["$ref"] = "#/$defs/" + type.Name };
        }

        return OfScalar(type, property, owner);
    }

    private static JsonObject OfScalar(Type type, RecipeProperty property, Type owner)
    {
        if (type == typeof(bool))
        {
            return new JsonObject { ["type"] = "boolean" };
        }

        if (type.IsEnum)
        {
            return new JsonObject { ["enum"] = Names(RecipeProperty.EnumNames(type)) };
        }

        if (type == typeof(string))
        {
            JsonObject text = new() { ["type"] = "string" };
            if (Known.TryGetValue((owner, property.Property.Name), out IReadOnlyList<string>? known))
            {
                text["enum"] = Names(known);
            }
            else if (!property.MayBeEmpty)
            {
                text["minLength"] = 1;
            }

            return text;
        }

        bool isWhole = type == typeof(int) || type == typeof(long) || type == typeof(ulong);
        JsonObject number = new() { ["type"] = isWhole ? "integer" : "number" };
        if (property.Bound is { } bound)
        {
            number[bound.IsMinExclusive ? "exclusiveMinimum" : "minimum"] = bound.Min;
            if (double.IsFinite(bound.Max))
            {
                number["maximum"] = bound.Max;
            }
        }

        return number;
    }

    private static JsonObject OrNull(JsonObject schema, RecipeProperty property)
    {
        if (!property.IsNullable) return schema;
        if (schema["type"] is { } type)
        {
            schema["type"] = new JsonArray(type.DeepClone(), "null");
            return schema;
        }

        return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }

    private static void AddDefault(JsonObject schema, RecipeProperty property, object defaults)
    {
        if (!property.IsRequired && !RecipeProperty.IsOptions(property.Type) && property.Property.GetValue(defaults) is { } value)
        {
            schema["default"] = JsonSerializer.SerializeToNode(value, RecipeReader.Json);
        }
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)name)];
}
