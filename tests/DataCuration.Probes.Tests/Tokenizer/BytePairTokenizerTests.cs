using System.Buffers;
using System.Text;
using CsCheck;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Tokenizer;

namespace DataCuration.Probes.Tests.Tokenizer;

public sealed class BytePairTokenizerTests
{
    private const string Sample =
        "the cat sat on the mat and the dog sat on the log; na\u00efve caf\u00e9 owners don't say \u4f60\u597d \u4f60\u597d often, they say the usual";

    private static readonly BytePairTokenizer Trained = Train(320, Sample, Sample);

    [Fact]
    public void Any_bytes_decode_to_themselves() =>
        Gen.Byte.Array[0, 300].Sample(static text => Trained.Decode(Encode(Trained, text)).AsSpan().SequenceEqual(text));

    [Fact]
    public void Any_text_decodes_to_itself() =>
        Gen.String.Sample(static text =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            return Trained.Decode(Encode(Trained, bytes)).AsSpan().SequenceEqual(bytes);
        });

    [Fact]
    public void Count_equals_the_number_of_encoded_tokens() =>
        Gen.Byte.Array[0, 300].Sample(static text => Trained.CreateEncoder().CountTokens(text) == Encode(Trained, text).Length);

    [Fact]
    public void Cache_does_not_change_the_tokens()
    {
        BytePairEncoder used = Trained.CreateEncoder();
        Gen.Select(Gen.Int[0, 3], Gen.Byte.Array[0, 80]).Array[1, 8].Sample(texts =>
        {
            foreach ((_, byte[] text) in texts)
            {
                ArrayBufferWriter<ushort> tokens = new();
                used.Encode(text, tokens);
                if (!tokens.WrittenSpan.SequenceEqual(Encode(Trained, text))) return false;
            }

            return true;
        }, threads: 1);
    }

    [Fact]
    public void Separator_is_never_encoded() =>
        Gen.Byte.Array[0, 300].Sample(static text => !Encode(Trained, text).Contains(BytePairTokenizer.DocumentStart));

    /// <summary>Sennrich et al., figure 1, by hand: "ab" occurs 4 times, then "ab"+"c" 3 times, then nothing twice but " abc".</summary>
    [Fact]
    public void Most_frequent_pair_merges_first()
    {
        BytePairTokenizer tokenizer = Train(300, "abc abc abc abd");

        Encoding.UTF8.GetString(tokenizer.BytesOf(257).Span).Should().Be("ab");
        Encoding.UTF8.GetString(tokenizer.BytesOf(258).Span).Should().Be(" ab");
        Encoding.UTF8.GetString(tokenizer.BytesOf(259).Span).Should().Be(" abc");
        tokenizer.VocabularySize.Should().Be(260);
    }

    [Fact]
    public void Training_finds_the_merges_of_the_plain_algorithm()
    {
        Gen.Int[0, 3].Array[1, 60].Sample(static letters =>
        {
            string text = string.Concat(letters.Select(static letter => "ab c"[letter]));
            return Train(280, text).Merges.SequenceEqual(PlainMerges(text, 280 - 257));
        });
    }

    [Fact]
    public void Order_of_the_texts_does_not_matter()
    {
        string[] texts = [.. Sample.Split(' ').Select(static word => word + " " + word)];

        BytePairTokenizer forward = Train(300, texts);
        BytePairTokenizer backward = Train(300, [.. texts.Reverse()]);

        backward.ContentHash.Should().Be(forward.ContentHash);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(65_537)]
    public void Vocabulary_out_of_range_is_refused(int size) =>
        FluentActions.Invoking(() => Train(size, "a")).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void File_reads_back_as_the_same_tokenizer()
    {
        BytePairTokenizer read = TokenizerFile.FromJson(TokenizerFile.ToJson(Trained), "tokenizer.json");

        read.ContentHash.Should().Be(Trained.ContentHash);
        TokenizerFile.ToJson(read).Should().Equal(TokenizerFile.ToJson(Trained));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"format":"other/1","sha256":"","merges":[]}""")]
    [InlineData("""{"format":"datacuration.bpe/1","sha256":"","merges":[1]}""")]
    [InlineData("""{"format":"datacuration.bpe/1","sha256":"","merges":[1,257]}""")]
    [InlineData("""{"format":"datacuration.bpe/1","sha256":"0000","merges":[98,99]}""")]
    [InlineData("""{"format":"datacuration.bpe/1","sha256":"0000","merges":[98,70000]}""")]
    public void Damaged_file_is_DC4001(string json)
    {
        Action read = () => TokenizerFile.FromJson(Encoding.UTF8.GetBytes(json), "broken.json");

        Diagnostic diagnostic = read.Should().Throw<DiagnosticException>().Which.Diagnostics.Single();
        diagnostic.Code.Should().Be("DC4001");
        diagnostic.File.Should().Be("broken.json");
    }

    private static BytePairTokenizer Train(int vocabulary, params string[] texts) =>
        BytePairTrainer.Train(
            texts.Select(static text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text)), vocabulary, CancellationToken.None);

    private static ushort[] Encode(BytePairTokenizer tokenizer, ReadOnlySpan<byte> text)
    {
        ArrayBufferWriter<ushort> tokens = new();
        tokenizer.CreateEncoder().Encode(text, tokens);
        return tokens.WrittenSpan.ToArray();
    }

    /// <summary>Algorithm 1 of Sennrich et al., counting everything anew each time.</summary>
    private static List<(ushort Left, ushort Right)> PlainMerges(string text, int count)
    {
        List<List<ushort>> words = [];
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        while (!rest.IsEmpty)
        {
            int length = PreTokenizer.NextLength(rest);
            words.Add([.. rest[..length].ToArray().Select(static value => (ushort)(1 + value))]);
            rest = rest[length..];
        }

        List<(ushort Left, ushort Right)> merges = [];
        while (merges.Count < count)
        {
            var best = words
                .SelectMany(static word => word.Zip(word.Skip(1)))
                .GroupBy(static pair => pair)
                .Select(static group => (Pair: group.Key, Count: group.Count()))
                .OrderByDescending(static entry => entry.Count).ThenBy(static entry => entry.Pair)
                .FirstOrDefault();
            if (best.Count < 2) break;
            foreach (List<ushort> word in words)
            {
                for (int at = 0; at + 1 < word.Count; at++)
                {
                    if ((word[at], word[at + 1]) != best.Pair) continue;
                    word[at] = (ushort)(257 + merges.Count);
                    word.RemoveAt(at + 1);
                }
            }

            merges.Add(best.Pair);
        }

        return merges;
    }
}
