using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using ZstdSharp;

namespace DataCuration.QuickstartData;

/// <summary>Reads the corpora, and decides by hash which document goes where.</summary>
internal sealed class Corpora(string folder)
{
    // Bennett 1930 and Galsworthy 1933 are left out: not in the public domain everywhere.
    public static readonly string[] ShardNovels =
    [
        "Barclay_Ladies_1917", "Bennet_Babylon_1902", "Braddon_Audley_1862", "Burnett_Lord_1886", "Chesterton_Thursday_1908",
        "Conrad_Almayer_1895", "Dickens_Expectations_1861", "Ford_Soldier_1915", "Forster_Howards_1910",
    ];

    public static readonly string[] ReferenceNovels = ["Ford_Girl_1907", "Corelli_Romance_1886"];

    public const string TokenizerNovel = "Conrad_Rover_1923";

    public IEnumerable<SourceText> Read(string file)
    {
        using Stream stream = File.OpenRead(Path.Combine(folder, file));
        using Stream plain = file.EndsWith(".zst", StringComparison.Ordinal)
            ? new DecompressionStream(stream)
            : new GZipStream(stream, CompressionMode.Decompress);
        using StreamReader reader = new(plain, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement root = json.RootElement;
            yield return new SourceText(root.GetProperty("id").GetString()!, root.GetProperty("text").GetString()!, Optional(root, "url"), Optional(root, "label"));
        }
    }

    /// <summary>Bucket 0 to 99 of an id.</summary>
    public static int Bucket(string id) => (int)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(id)) % 100);

    /// <summary>A page of the Python documentation or the handbook belongs to exactly one of: web, wet, manuals, reference, tokenizer.</summary>
    public static string PlaceOfPage(string path)
    {
        if (Path.GetFileName(path).Contains("index", StringComparison.Ordinal))
        {
            return "web";
        }

        return Bucket(path) switch { < 26 => "web", < 36 => "wet", < 80 => "manuals", < 93 => "reference", _ => "tokenizer" };
    }

    /// <summary>The path inside the package's documentation folder: the same for the text corpus and the unpacked package.</summary>
    public static string PagePath(string id) => id[(id.IndexOf("/html/", StringComparison.Ordinal) + 6)..];

    /// <summary>A novel by the end of its id, with plain line ends.</summary>
    public SourceText Novel(string name)
    {
        SourceText novel = Read("novels.jsonl.zst").Single(text => text.Id.EndsWith(name, StringComparison.Ordinal));
        return novel with { Text = novel.Text.ReplaceLineEndings("\n") };
    }

    private static string? Optional(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
