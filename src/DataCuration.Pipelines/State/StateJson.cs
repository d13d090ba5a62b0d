using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataCuration.Pipelines.State;

/// <summary>The one way state files are written: camelCase, indented, LF, no escaping beyond what JSON needs; the same bytes for the same value.</summary>
internal static class StateJson
{
    public static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static readonly JsonSerializerOptions Compact = new(Indented) { WriteIndented = false };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Indented) + "\n";

    /// <summary>One line, for options that enter a fingerprint.</summary>
    public static string Canonical<T>(T value) => JsonSerializer.Serialize(value, Compact);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Indented) ?? throw new JsonException("The state file holds null.");

    public static async Task<T> ReadFileAsync<T>(string path, CancellationToken cancellationToken) =>
        Read<T>(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false));
}
