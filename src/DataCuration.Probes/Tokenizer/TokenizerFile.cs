using System.Text.Json;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Probes.Tokenizer;

/// <summary>Tokenizers as JSON: <c>{"format":"datacuration.bpe/1","vocabulary":2048,"sha256":"…","merges":[left,right,…]}</c>.</summary>
public static class TokenizerFile
{
    private const string Format = "datacuration.bpe/1";

    /// <summary>The JSON of a tokenizer; equal tokenizers have equal bytes.</summary>
    public static byte[] ToJson(BytePairTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("format", Format);
            writer.WriteNumber("vocabulary", tokenizer.VocabularySize);
            writer.WriteString("sha256", tokenizer.ContentHash);
            writer.WriteStartArray("merges");
            foreach ((ushort left, ushort right) in tokenizer.Merges)
            {
                writer.WriteNumberValue(left);
                writer.WriteNumberValue(right);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Writes the file whole or not at all.</summary>
    public static void Save(BytePairTokenizer tokenizer, string path) => AtomicFile.Write(path, ToJson(tokenizer));

    /// <summary>Reads the file and checks it against its hash.</summary>
    /// <exception cref="DiagnosticException">DC4001: missing, no tokenizer, or damaged.</exception>
    public static BytePairTokenizer Load(string path) =>
        File.Exists(path) ? FromJson(File.ReadAllBytes(path), path) : throw Damaged(path, "the file does not exist");

    /// <summary>Reads the JSON of a tokenizer and checks it against its hash.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <param name="fileName">For messages.</param>
    /// <exception cref="DiagnosticException">DC4001: no tokenizer, or damaged.</exception>
    public static BytePairTokenizer FromJson(ReadOnlyMemory<byte> json, string fileName)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.GetProperty("format").GetString() != Format) throw Damaged(fileName, $"its format is not '{Format}'");
            ushort[] flat = [.. root.GetProperty("merges").EnumerateArray().Select(static item => item.GetUInt16())];
            if (flat.Length % 2 != 0) throw Damaged(fileName, "a merge has one side only");
            (ushort Left, ushort Right)[] merges = new (ushort, ushort)[flat.Length / 2];
            for (int index = 0; index < merges.Length; index++)
            {
                merges[index] = (flat[2 * index], flat[(2 * index) + 1]);
                int made = BytePairTokenizer.FirstMerged + index;
                if (merges[index].Left is 0 || merges[index].Right is 0 || Math.Max(flat[2 * index], flat[(2 * index) + 1]) >= made)
                {
                    throw Damaged(fileName, $"merge {index} uses a token that does not exist yet");
                }
            }

            BytePairTokenizer tokenizer = new(merges);
            string expected = root.GetProperty("sha256").GetString() ?? "";
            return tokenizer.ContentHash == expected ? tokenizer : throw Damaged(fileName, "its merges do not match its sha256");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(fileName, exception.Message);
        }
    }

    private static DiagnosticException Damaged(string fileName, string reason) => new(
        Diagnostic.Error(
            "DC4001",
            $"This is no tokenizer file: {reason}. Expected the JSON that the tokenizer step writes; delete the file to have it written again.",
            fileName),
        ExitCode.Failed);
}
