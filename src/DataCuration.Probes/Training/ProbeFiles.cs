using System.Text.Json;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Probes.Training;

/// <summary>Specs and results on disk: JSON, written whole or not at all.</summary>
public static class ProbeFiles
{
    /// <summary>Writes a spec.</summary>
    public static void WriteSpec(ProbeSpec spec, string path) =>
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(spec, ProbeJson.Options));

    /// <summary>Writes a result; the same result gives the same bytes.</summary>
    public static void WriteResult(ProbeResult result, string path) =>
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(result, ProbeJson.Options));

    /// <summary>Reads a spec.</summary>
    /// <exception cref="DiagnosticException">DC4005: missing or damaged.</exception>
    public static ProbeSpec ReadSpec(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ProbeSpec>(File.ReadAllBytes(path), ProbeJson.Options) ?? throw new JsonException("it is null");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable("specification", path, exception);
        }
    }

    /// <summary>Reads a result.</summary>
    /// <exception cref="DiagnosticException">DC4005: missing or damaged.</exception>
    public static ProbeResult ReadResult(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ProbeResult>(File.ReadAllBytes(path), ProbeJson.Options) ?? throw new JsonException("it is null");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable("result", path, exception);
        }
    }

    private static DiagnosticException Unreadable(string kind, string path, Exception exception) => new(
        Diagnostic.Error(
            "DC4005",
            $"The probe's {kind} cannot be read: {exception.Message} Expected the JSON that this version writes; delete the file to have it written again.",
            path),
        ExitCode.Failed);
}
