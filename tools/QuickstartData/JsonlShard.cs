using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ZstdSharp;

namespace DataCuration.QuickstartData;

/// <summary>Writes one JSONL shard, gzip or Zstandard by its name.</summary>
internal sealed class JsonlShard : IDisposable
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Stream _stream;

    public JsonlShard(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Stream file = File.Create(path);
        _stream = path.EndsWith(".zst", StringComparison.Ordinal)
            ? new CompressionStream(file, 19, leaveOpen: false)
            : new GZipStream(file, CompressionLevel.SmallestSize);
    }

    public void Add(SourceText text, string textField = "text")
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter writer = new(line, Relaxed))
        {
            writer.WriteStartObject();
            writer.WriteString("id", text.Id);
            if (text.Url is not null)
            {
                writer.WriteString("url", text.Url);
            }

            writer.WriteString(textField, text.Text);
            if (text.Label is not null)
            {
                writer.WriteString("label", text.Label);
            }

            writer.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        line.WriteTo(_stream);
    }

    /// <summary>A line that a crash or a full disk left behind: the first half of a record.</summary>
    public void AddHalf(SourceText text)
    {
        byte[] line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { id = text.Id, text = text.Text }));
        _stream.Write(line, 0, line.Length / 2);
        _stream.WriteByte((byte)'\n');
    }

    public void Dispose() => _stream.Dispose();
}
