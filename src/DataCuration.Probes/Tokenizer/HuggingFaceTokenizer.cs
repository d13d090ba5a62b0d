// Reads byte-level BPE tokenizers as Hugging Face's tokenizers library stores them (tokenizer.json: GPT-2, Llama 3, Qwen 2, OLMo …),
// so that token counts and outputs can be those of the model that the data is for. A piece's bytes are written as the 256 printable
// characters of GPT-2's table (Radford et al. 2019, encoder.py), and merges are applied lowest rank first. What differs: bytes that
// are no valid UTF-8 are encoded one by one, where the library never sees them; and the pattern runs over UTF-16, in which letters
// beyond the basic plane (some Han, mathematical alphabets) count as neither letters nor digits. Decoding gives the bytes back in both cases.
// Cost: the pattern, then one look-up for a piece seen before.
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Probes.Tokenizer;

/// <summary>A byte-level BPE vocabulary of another framework; ids of up to 32 bits. Encoding keeps a cache: one instance a thread.</summary>
public sealed class HuggingFaceTokenizer
{
    private const int MaxCachedPieces = 1 << 17;

    private const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private static readonly char[] ByteCharacters = CreateByteCharacters();

    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<(int Left, int Right), (int Rank, int Made)> _merges = [];
    private readonly Dictionary<int, byte[]> _bytes = [];
    private readonly Dictionary<string, int[]> _cache = [];
    private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _cached;
    private readonly int[] _byteIds = new int[256];
    private readonly Regex _pattern;
    private readonly bool _takesWholePieces;

    private HuggingFaceTokenizer(JsonElement root)
    {
        JsonElement model = root.GetProperty("model");
        Require(model.GetProperty("type").GetString() == "BPE", "its model is not of type BPE");
        foreach (string name in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            Require(!model.TryGetProperty(name, out JsonElement affix) || affix.ValueKind == JsonValueKind.Null || affix.GetString() == "", $"it uses '{name}'");
        }

        Require(!root.TryGetProperty("normalizer", out JsonElement normalizer) || normalizer.ValueKind == JsonValueKind.Null, "it normalises the text, which loses bytes");
        _takesWholePieces = model.TryGetProperty("ignore_merges", out JsonElement ignore) && ignore.ValueKind == JsonValueKind.True;
        _pattern = ReadPattern(root.GetProperty("pre_tokenizer"));
        _ids = model.GetProperty("vocab").EnumerateObject().ToDictionary(static token => token.Name, static token => token.Value.GetInt32(), StringComparer.Ordinal);
        byte[] byteOf = new byte[512];
        for (int value = 0; value < 256; value++)
        {
            byteOf[ByteCharacters[value]] = (byte)value;
            Require(_ids.TryGetValue(ByteCharacters[value].ToString(), out _byteIds[value]), $"it has no token for the byte {value}");
        }

        foreach ((string token, int id) in _ids)
        {
            // Special tokens may hold any character; they stand for their own text.
            _bytes[id] = token.All(static character => character < 512 && Array.IndexOf(ByteCharacters, character) >= 0)
                ? [.. token.Select(character => byteOf[character])]
                : Encoding.UTF8.GetBytes(token);
        }

        int rank = 0;
        foreach (JsonElement merge in model.GetProperty("merges").EnumerateArray())
        {
            string[] sides = merge.ValueKind == JsonValueKind.String ? merge.GetString()!.Split(' ') : [.. merge.EnumerateArray().Select(static side => side.GetString()!)];
            Require(
                sides.Length == 2 && _ids.ContainsKey(sides[0]) && _ids.ContainsKey(sides[1]) && _ids.ContainsKey(sides[0] + sides[1]),
                $"merge {rank} uses a token that is not in the vocabulary");
            _merges.TryAdd((_ids[sides[0]], _ids[sides[1]]), (rank++, _ids[sides[0] + sides[1]]));
        }

        VocabularySize = _ids.Values.Max() + 1;
        foreach (JsonElement added in root.TryGetProperty("added_tokens", out JsonElement tokens) && tokens.ValueKind == JsonValueKind.Array ? tokens.EnumerateArray() : [])
        {
            int id = added.GetProperty("id").GetInt32();
            _bytes[id] = Encoding.UTF8.GetBytes(added.GetProperty("content").GetString()!);
            VocabularySize = Math.Max(VocabularySize, id + 1);
        }

        _cached = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The largest id plus one.</summary>
    public int VocabularySize { get; }

    /// <summary>Reads a <c>tokenizer.json</c>.</summary>
    /// <exception cref="DiagnosticException">DC4001: missing, damaged, or of a kind that this cannot reproduce exactly; the message says which.</exception>
    public static HuggingFaceTokenizer Load(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new HuggingFaceTokenizer(document.RootElement);
        }
        catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or NotSupportedException)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC4001",
                    $"This tokenizer.json cannot be used: {exception.Message} Expected a byte-level BPE without a normalizer, as GPT-2, Llama 3 and OLMo have; "
                    + "its token ids would otherwise differ from the model's.",
                    path),
                ExitCode.Failed);
        }
    }

    /// <summary>Appends the ids of a text; special tokens in the text are text.</summary>
    /// <param name="text">Any bytes; usually UTF-8.</param>
    /// <param name="ids">Where they go.</param>
    public void Encode(ReadOnlySpan<byte> text, List<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        while (!text.IsEmpty)
        {
            int valid = ValidPrefix(text);
            if (valid > 0) EncodeText(Encoding.UTF8.GetString(text[..valid]), ids);
            text = text[valid..];
            if (text.IsEmpty) break;
            ids.Add(_byteIds[text[0]]);
            text = text[1..];
        }
    }

    /// <summary>The bytes that ids stand for.</summary>
    /// <exception cref="KeyNotFoundException">An id is not in the vocabulary.</exception>
    public byte[] Decode(ReadOnlySpan<int> ids)
    {
        List<byte> text = [];
        foreach (int id in ids) text.AddRange(_bytes[id]);
        return [.. text];
    }

    private static int ValidPrefix(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text)) return text.Length;
        int length = 0;
        while (Rune.DecodeFromUtf8(text[length..], out _, out int consumed) == System.Buffers.OperationStatus.Done) length += consumed;
        return length;
    }

    private static Regex ReadPattern(JsonElement preTokenizer)
    {
        JsonElement[] steps = preTokenizer.GetProperty("type").GetString() == "Sequence"
            ? [.. preTokenizer.GetProperty("pretokenizers").EnumerateArray()]
            : [preTokenizer];
        string? pattern = null;
        bool isByteLevel = false;
        foreach (JsonElement step in steps)
        {
            switch (step.GetProperty("type").GetString())
            {
                case "Split":
                    Require(pattern is null && step.GetProperty("behavior").GetString() == "Isolated" && !step.GetProperty("invert").GetBoolean(), "it splits in more than one way");
                    Require(step.GetProperty("pattern").TryGetProperty("Regex", out JsonElement regex), "it splits at a fixed string");
                    pattern = regex.GetString();
                    break;
                case "ByteLevel":
                    Require(!step.GetProperty("add_prefix_space").GetBoolean(), "it puts a space in front of the text");
                    isByteLevel = true;
                    bool usesPattern = !step.TryGetProperty("use_regex", out JsonElement use) || use.GetBoolean();
                    Require(!usesPattern || pattern is null, "it splits in more than one way");
                    if (usesPattern) pattern = Gpt2Pattern;
                    break;
                default:
                    Require(false, $"its pre-tokenizer '{step.GetProperty("type").GetString()}' is not known");
                    break;
            }
        }

        Require(isByteLevel && pattern is not null, "its pre-tokenizer is not byte-level");
        return new Regex(pattern!, RegexOptions.CultureInvariant | RegexOptions.Compiled);
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition) throw new FormatException(problem + ".");
    }

    /// <summary>GPT-2's table: printable Latin-1 characters stand for themselves, the other bytes for characters from 256 on.</summary>
    private static char[] CreateByteCharacters()
    {
        char[] characters = new char[256];
        int next = 256;
        for (int value = 0; value < 256; value++)
        {
            bool isPrintable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = (char)(isPrintable ? value : next++);
        }

        return characters;
    }

    private void EncodeText(string text, List<int> ids)
    {
        int end = 0;
        foreach (ValueMatch match in _pattern.EnumerateMatches(text))
        {
            // What a pattern leaves between two matches is a piece too.
            if (match.Index > end) AddPiece(text.AsSpan(end, match.Index - end), ids);
            AddPiece(text.AsSpan(match.Index, match.Length), ids);
            end = match.Index + match.Length;
        }

        if (end < text.Length) AddPiece(text.AsSpan(end), ids);
    }

    private void AddPiece(ReadOnlySpan<char> piece, List<int> ids)
    {
        if (piece.IsEmpty) return;
        if (!_cached.TryGetValue(piece, out int[]? merged))
        {
            merged = Merge(piece);
            if (_cache.Count < MaxCachedPieces) _cache[piece.ToString()] = merged;
        }

        ids.AddRange(merged);
    }

    private int[] Merge(ReadOnlySpan<char> piece)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(piece)];
        Encoding.UTF8.GetBytes(piece, bytes);
        if (_takesWholePieces && _ids.TryGetValue(string.Concat(bytes.Select(static value => ByteCharacters[value])), out int whole)) return [whole];
        List<int> tokens = [.. bytes.Select(value => _byteIds[value])];
        while (tokens.Count > 1)
        {
            int at = -1;
            (int Rank, int Made) best = (int.MaxValue, 0);
            Span<int> current = CollectionsMarshal.AsSpan(tokens);
            for (int index = 0; index + 1 < current.Length; index++)
            {
                if (_merges.TryGetValue((current[index], current[index + 1]), out (int Rank, int Made) found) && found.Rank < best.Rank)
                {
                    (at, best) = (index, found);
                }
            }

            if (at < 0) break;
            tokens[at] = best.Made;
            tokens.RemoveAt(at + 1);
        }

        return [.. tokens];
    }
}
