using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataCuration.Probes.Training;

/// <summary>
/// Specs and results as JSON: camel case, indented, numbers that read back as the same bits. By reflection: generated readers
/// give members that the file leaves out zero instead of their default.
/// </summary>
internal static class ProbeJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
