using System.Globalization;
using System.Text.Json.Nodes;

namespace DataCuration.Pipelines.Differences;

/// <summary>The values of a JSON text by their paths, so that two texts can be compared option by option. Pure.</summary>
internal static class JsonLeaves
{
    /// <summary>
    /// Path to JSON value. Members of a list of objects are named by their <c>name</c> or else their number: <c>sources[web].format</c>. A list of plain
    /// values is one value.
    /// </summary>
    public static SortedDictionary<string, string> Of(string json)
    {
        SortedDictionary<string, string> leaves = new(StringComparer.Ordinal);
        Visit(JsonNode.Parse(json), "", leaves);
        return leaves;
    }

    private static void Visit(JsonNode? node, string path, SortedDictionary<string, string> leaves)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                foreach ((string name, JsonNode? value) in members)
                {
                    Visit(value, path.Length == 0 ? name : path + "." + name, leaves);
                }

                break;
            case JsonArray { Count: > 0 } items when items.All(item => item is JsonObject):
                for (int i = 0; i < items.Count; i++)
                {
                    string name = items[i]!["name"] is JsonValue text ? text.ToString() : i.ToString(CultureInfo.InvariantCulture);
                    Visit(items[i], $"{path}[{name}]", leaves);
                }

                break;
            default:
                leaves[path] = node?.ToJsonString() ?? "null";
                break;
        }
    }
}
