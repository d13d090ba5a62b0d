using System.Text.Json;

namespace DataCuration.LanguageModelTrainer;

/// <summary>A line of a JSON Lines file with the field <c>text</c> and, where known, <c>lang</c> and <c>kind</c>.</summary>
internal sealed record LabelledText(string Text, string Language, string Kind)
{
    public static IEnumerable<LabelledText> Read(string file)
    {
        foreach (string line in File.ReadLines(file))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement root = json.RootElement;
            yield return new LabelledText(root.GetProperty("text").GetString()!, Field(root, "lang"), Field(root, "kind"));
        }
    }

    private static string Field(JsonElement record, string name) => record.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
