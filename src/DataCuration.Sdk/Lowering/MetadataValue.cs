using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataCuration.Sdk.Lowering;

/// <summary>Turns the text of metadata and properties into JSON values.</summary>
internal static class MetadataValue
{
    private const StringSplitOptions Clean = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    public static JsonNode ToJson(string text, SettingKind kind) => kind switch
    {
        SettingKind.Text => JsonValue.Create(text),
        SettingKind.Choice => JsonValue.Create(CamelCase(text)),
        SettingKind.Values => new JsonArray([.. text.Split(';', Clean).Select(Literal)]),
        SettingKind.Texts => new JsonArray([.. text.Split(';', Clean).Select(part => (JsonNode)JsonValue.Create(part))]),
        _ => Literal(text),
    };

    /// <summary>The recipe's spelling of an option's name.</summary>
    public static string CamelCase(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    // The user's digits are kept: 3e19 stays 3e19, so that a number too large for one type is judged by who reads it.
    private static JsonNode Literal(string text)
    {
        if (bool.TryParse(text, out bool flag))
        {
            return JsonValue.Create(flag);
        }

        bool mayBeNumber = text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] == '-')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
        if (mayBeNumber)
        {
            try
            {
                return JsonNode.Parse(text)!;
            }
            catch (JsonException)
            {
                // Digits that are no JSON number, such as 007: a string, which curate check rejects with its place.
            }
        }

        return JsonValue.Create(text);
    }
}
