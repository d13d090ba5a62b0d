using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Tokenizer;

namespace DataCuration.Probes.Tests.Tokenizer;

public sealed class HuggingFaceTokenizerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    /// <summary>Ids by the library itself; see HuggingFace/README.md.</summary>
    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama3")]
    public void Ids_are_those_of_the_library(string name)
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(Fixture(name + ".tokenizer.json"));
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(Fixture(name + ".expected.json")));

        foreach (JsonElement sample in expected.RootElement.EnumerateArray())
        {
            string text = sample.GetProperty("text").GetString()!;
            Encode(tokenizer, Encoding.UTF8.GetBytes(text)).Should().Equal(sample.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32()), text);
        }

        tokenizer.VocabularySize.Should().Be(600);
    }

    [Fact]
    public void Any_bytes_come_back()
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(Fixture("llama3.tokenizer.json"));

        Gen.Byte.Array[0, 200].Sample(text => tokenizer.Decode(Encode(tokenizer, text)).AsSpan().SequenceEqual(text), threads: 1);
    }

    [Theory]
    [InlineData("""{ "type": "NFC" }""", "normalizer", "normalises")]
    [InlineData("""{ "type": "Whitespace" }""", "pre_tokenizer", "'Whitespace' is not known")]
    public void Tokenizer_that_cannot_be_reproduced_is_DC4001(string json, string member, string reason)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllBytes(Fixture("gpt2.tokenizer.json")))!;
        root[member] = JsonNode.Parse(json);
        File.WriteAllText(_folder.File("tokenizer.json"), root.ToJsonString());

        Action load = () => HuggingFaceTokenizer.Load(_folder.File("tokenizer.json"));

        Diagnostic diagnostic = load.Should().Throw<DiagnosticException>().Which.Diagnostics[0];
        diagnostic.Code.Should().Be("DC4001");
        diagnostic.Message.Should().Contain(reason);
    }

    public void Dispose() => _folder.Dispose();

    private static int[] Encode(HuggingFaceTokenizer tokenizer, ReadOnlySpan<byte> text)
    {
        List<int> ids = [];
        tokenizer.Encode(text, ids);
        return [.. ids];
    }

    private static string Fixture(string name, [CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "HuggingFace", name);
}
