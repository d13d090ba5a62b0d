using System.Text;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Documents.Recipes.Reading;

/// <summary>JSON with comments and trailing commas to a tree that knows lines and columns (both 1-based; a column counts UTF-16 units).</summary>
internal sealed class RecipeParser
{
    private readonly byte[] _json;
    private readonly List<int> _lineStarts = [0];
    private readonly bool _hasPlaces;

    private RecipeParser(string json, bool hasPlaces)
    {
        _hasPlaces = hasPlaces;
        _json = Encoding.UTF8.GetBytes(json.StartsWith('\uFEFF') ? json[1..] : json);
        for (int i = 0; i < _json.Length; i++)
        {
            if (_json[i] == (byte)'\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The tree; null with a diagnostic when the text is not JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="file">What diagnostics name.</param>
    /// <param name="diagnostics">Where they go.</param>
    /// <param name="hasPlaces">False for a value from the command line: its nodes have line 0.</param>
    public static RecipeNode? Parse(string json, string file, List<Diagnostic> diagnostics, bool hasPlaces = true)
    {
        RecipeParser parser = new(json, hasPlaces);
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
            int lineStart = parser._lineStarts[Math.Min((int)(exception.LineNumber ?? 0), parser._lineStarts.Count - 1)];
            (int line, int column) = parser.PlaceOf(Math.Min(lineStart + (int)(exception.BytePositionInLine ?? 0), parser._json.Length));
            string message = exception.Message;
            int detail = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            diagnostics.Add(Diagnostic.Error(
                "DC2001",
                $"The recipe is not valid JSON: {(detail < 0 ? message : message[..detail])} Comments and trailing commas are allowed; check quotes, commas and brackets here.",
                file, line, column));
            return null;
        }
    }

    private RecipeNode ReadValue(ref Utf8JsonReader reader)
    {
        (int line, int column) = _hasPlaces ? PlaceOf((int)reader.TokenStartIndex) : (0, 0);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                RecipeNode node = new(RecipeNodeKind.Object, line, column);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string name = ReadText(ref reader);
                    (int nameLine, int nameColumn) = _hasPlaces ? PlaceOf((int)reader.TokenStartIndex) : (0, 0);
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
                return new RecipeNode(RecipeNodeKind.Text, line, column) { Text = ReadText(ref reader) };
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

    private string ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair as an escape: the reader passes it as a token, but it is no text.
            (int line, _) = PlaceOf((int)reader.TokenStartIndex);
            throw new JsonException(exception.Message, null, line - 1, reader.TokenStartIndex - _lineStarts[line - 1], exception);
        }
    }

    private (int Line, int Column) PlaceOf(int offset)
    {
        int line = _lineStarts.BinarySearch(offset);
        line = line >= 0 ? line : ~line - 1;
        return (line + 1, Encoding.UTF8.GetCharCount(_json, _lineStarts[line], offset - _lineStarts[line]) + 1);
    }
}
