using System.Text;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Documents.Recipes.Reading;

/// <summary>JSON with comments and trailing commas to a tree that knows lines and columns (both 1-based; a column counts UTF-16 units).</summary>
internal sealed class RecipeParser
{
    private readonly byte[] _json;
    private readonly List<int> _lineStarts = [0];

    private RecipeParser(string json)
    {
        _json = Encoding.UTF8.GetBytes(json);
        for (int i = 0; i < _json.Length; i++)
        {
            if (_json[i] == (byte)'\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The tree; null with a diagnostic when the text is not JSON.</summary>
    public static RecipeNode? Parse(string json, string file, List<Diagnostic> diagnostics)
    {
        RecipeParser parser = new(json);
        try
        {
            Utf8JsonReader reader = new(parser._json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            reader.Read();
            RecipeNode root = parser.ReadValue(ref reader);
            reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            int line = (int)(exception.LineNumber ?? 0);
            string message = exception.Message;
            int detail = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            diagnostics.Add(Diagnostic.Error(
                "DC2001", $"The recipe is not valid JSON: {(detail < 0 ? message : message[..detail])} Comments and trailing commas are allowed; check quotes, commas and brackets here.",
                file, line + 1, (int)(exception.BytePositionInLine ?? 0) + 1));
            return null;
        }
    }

    private RecipeNode ReadValue(ref Utf8JsonReader reader)
    {
        (int line, int column) = PlaceOf((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                RecipeNode node = new(RecipeNodeKind.Object, line, column);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string name = reader.GetString()!;
                    (int nameLine, int nameColumn) = PlaceOf((int)reader.TokenStartIndex);
                    reader.Read();
                    node.Members.Add(new RecipeMember(name, nameLine, nameColumn, ReadValue(ref reader)));
                }

                return node;
            case JsonTokenType.StartArray:
                RecipeNode array = new(RecipeNodeKind.Array, line, column);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    array.Items.Add(ReadValue(ref reader));
                }

                return array;
            case JsonTokenType.String:
                return new RecipeNode(RecipeNodeKind.Text, line, column) { Text = reader.GetString()! };
            case JsonTokenType.Number:
                return new RecipeNode(RecipeNodeKind.Number, line, column) { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
            case JsonTokenType.True:
                return new RecipeNode(RecipeNodeKind.True, line, column);
            case JsonTokenType.False:
                return new RecipeNode(RecipeNodeKind.False, line, column);
            default:
                return new RecipeNode(RecipeNodeKind.Null, line, column);
        }
    }

    private (int Line, int Column) PlaceOf(int offset)
    {
        int line = _lineStarts.BinarySearch(offset);
        line = line >= 0 ? line : ~line - 1;
        return (line + 1, Encoding.UTF8.GetCharCount(_json, _lineStarts[line], offset - _lineStarts[line]) + 1);
    }
}
