using System.Text.Json;

namespace DataCuration.Formats.Jsonl;

/// <summary>Lists the fields of a line as a recipe can name them, for messages. Pure.</summary>
internal static class JsonlPaths
{
    private const int MostPaths = 20;
    private const int MostDepth = 4;

    /// <summary>The first twenty paths of values, in the line's order; of a list, those of its elements. The line is one valid object.</summary>
    public static string Of(ReadOnlySpan<byte> line)
    {
        List<string> paths = [];
        Utf8JsonReader json = new(line, new JsonReaderOptions { MaxDepth = JsonlRecordParser.MaxDepth });
        json.Read();
        Visit(ref json, "", 0, paths);
        return paths.Count == 0 ? "no field" : string.Join(", ", paths.Take(MostPaths)) + (paths.Count > MostPaths ? ", ..." : "");
    }

    private static void Visit(ref Utf8JsonReader json, string path, int depth, List<string> paths)
    {
        if (depth < MostDepth && paths.Count <= MostPaths && json.TokenType == JsonTokenType.StartObject)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string name = json.GetString()!;
                json.Read();
                Visit(ref json, path.Length == 0 ? name : $"{path}.{name}", depth + 1, paths);
            }
        }
        else if (depth < MostDepth && paths.Count <= MostPaths && json.TokenType == JsonTokenType.StartArray)
        {
            while (json.Read() && json.TokenType != JsonTokenType.EndArray) Visit(ref json, path + FieldPath.EachElement, depth + 1, paths);
        }
        else
        {
            json.Skip();
            if (path.Length > 0 && paths.Count <= MostPaths && !paths.Contains(path)) paths.Add(path);
        }
    }
}
