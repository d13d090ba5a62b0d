using System.Text.Json.Nodes;

namespace DataCuration.Documents.Recipes.Reading;

/// <summary>A JSON value with the place it was written at. Line 0: it came from an override.</summary>
internal sealed class RecipeNode(RecipeNodeKind kind, int line, int column)
{
    public RecipeNodeKind Kind { get; } = kind;

    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>A string's text, or a number as written.</summary>
    public string Text { get; init; } = "";

    /// <summary>An object's members in the order of the file.</summary>
    public List<RecipeMember> Members { get; } = [];

    /// <summary>An array's items.</summary>
    public List<RecipeNode> Items { get; } = [];

    public RecipeNode? Find(string name) => Members.FindLast(member => string.Equals(member.Name, name, StringComparison.Ordinal))?.Value;

    /// <summary>The value in words, for messages.</summary>
    public string Describe() => Kind switch
    {
        RecipeNodeKind.Text => $"\"{Text}\"",
        RecipeNodeKind.Number => Text,
        RecipeNodeKind.True => "true",
        RecipeNodeKind.False => "false",
        RecipeNodeKind.Null => "null",
        RecipeNodeKind.Array => "an array",
        _ => "an object",
    };

    public JsonNode? ToJson() => Kind switch
    {
        RecipeNodeKind.Text => JsonValue.Create(Text),
        RecipeNodeKind.Number => JsonNode.Parse(Text),
        RecipeNodeKind.True => JsonValue.Create(true),
        RecipeNodeKind.False => JsonValue.Create(false),
        RecipeNodeKind.Null => null,
        RecipeNodeKind.Array => new JsonArray([.. Items.Select(item => item.ToJson())]),
        _ => new JsonObject(Members.Select(member => KeyValuePair.Create(member.Name, member.Value.ToJson()))),
    };
}
