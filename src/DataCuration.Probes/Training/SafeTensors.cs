// The safetensors format (huggingface/safetensors, README "Format"): 8 bytes little-endian length of a JSON header
// {"name":{"dtype":"F32","shape":[…],"data_offsets":[begin,end]},…,"__metadata__":{"key":"text"}}, then the bytes. Readable by
// every framework. What differs: float32 only, which is all that a probe's state has.
using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace DataCuration.Probes.Training;

/// <summary>Tensors on disk: written to a temporary file, flushed, renamed.</summary>
internal static class SafeTensors
{
    /// <summary>Writes contiguous float32 tensors that lie on the CPU.</summary>
    public static void Write(string path, IReadOnlyList<Tensor> tensors, string metadata)
    {
        using MemoryStream header = new();
        using (Utf8JsonWriter json = new(header))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("probe", metadata);
            json.WriteEndObject();
            long offset = 0;
            for (int index = 0; index < tensors.Count; index++)
            {
                json.WriteStartObject(NameOf(index));
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (long size in tensors[index].shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                offset += tensors[index].numel() * sizeof(float);
                json.WriteNumberValue(offset);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        string temporary = AtomicFile.TemporaryOf(path);
        using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write))
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header.GetBuffer().AsSpan(0, (int)header.Length));
            foreach (Tensor tensor in tensors) stream.Write(tensor.bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The metadata of a file; null when it is missing or not whole.</summary>
    public static string? ReadMetadata(string path)
    {
        if (!File.Exists(path)) return null;
        using FileStream stream = File.OpenRead(path);
        using JsonDocument? header = ReadHeader(stream);
        return header?.RootElement.GetProperty("__metadata__").GetProperty("probe").GetString();
    }

    /// <summary>Copies a file's values into tensors of the same shapes.</summary>
    /// <returns>False when the shapes differ or the file is not whole; the tensors may then have changed.</returns>
    public static bool ReadInto(string path, IReadOnlyList<Tensor> tensors)
    {
        using FileStream stream = File.OpenRead(path);
        using JsonDocument? header = ReadHeader(stream);
        if (header is null) return false;
        using IDisposable frozen = no_grad();
        for (int index = 0; index < tensors.Count; index++)
        {
            if (!header.RootElement.TryGetProperty(NameOf(index), out JsonElement entry)) return false;
            long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(static size => size.GetInt64())];
            if (!shape.SequenceEqual(tensors[index].shape)) return false;
            using Tensor host = empty(shape, ScalarType.Float32);
            stream.ReadExactly(host.bytes);
            tensors[index].copy_(host);
        }

        return true;
    }

    private static string NameOf(int index) => index.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonDocument? ReadHeader(FileStream stream)
    {
        try
        {
            Span<byte> length = stackalloc byte[8];
            stream.ReadExactly(length);
            byte[] header = new byte[checked((int)BinaryPrimitives.ReadInt64LittleEndian(length))];
            stream.ReadExactly(header);
            return JsonDocument.Parse(header);
        }
        catch (Exception exception) when (exception is EndOfStreamException or JsonException or OverflowException)
        {
            return null;
        }
    }
}
