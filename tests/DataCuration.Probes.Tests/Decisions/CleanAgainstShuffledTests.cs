using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using DataCuration.Probes.Decisions;
using DataCuration.Probes.Tests.Training;
using DataCuration.Probes.Tokenizer;
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Tests.Decisions;

/// <summary>The whole chain on real text: tokenizer, six probes as one ensemble, scores by document, decision.</summary>
[Collection(TorchInTurn.Name)]
public sealed class CleanAgainstShuffledTests : IDisposable
{
    private const int PoolTokens = 24_000;

    private readonly TestFolder _folder = new();

    [Fact]
    public void Clean_text_wins_against_the_same_text_with_a_third_of_its_tokens_shuffled()
    {
        string[] texts = Texts();
        BytePairTokenizer tokenizer = BytePairTrainer.Train([.. texts.Select(static text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))], 1024, CancellationToken.None);
        TokenizerFile.Save(tokenizer, _folder.File("tokenizer.json"));
        SmallProbe.WriteTokens(_folder.File("all.tokens"), tokenizer, texts.Select(Encoding.UTF8.GetBytes));
        ushort[] all = [.. Chunk(File.ReadAllBytes(_folder.File("all.tokens")))];
        all.Length.Should().BeGreaterThan(PoolTokens + 8_000);
        Write("clean.tokens", all[..PoolTokens]);
        Write("shuffled.tokens", Shuffle(all[..PoolTokens], 0.3));
        Write("held-out.tokens", [BytePairTokenizer.DocumentStart, .. all[PoolTokens..(PoolTokens + 8_000)]]);
        ProbeSpec clean = new()
        {
            Id = "clean",
            Pool = "clean",
            TokenFile = "clean.tokens",
            TokenizerFile = "tokenizer.json",
            UniqueTokens = PoolTokens,
            Epochs = [2],
            ContextLength = 64,
            BatchTokens = 512,
            EvaluationSets = [new EvaluationSetSpec { Name = "held-out", TokenFile = "held-out.tokens" }],
        };
        ProbeSpec[] specs =
        [
            .. Enumerable.Range(1, 3).Select(seed => clean with { Id = $"clean-{seed}", Seed = (ulong)seed }),
            .. Enumerable.Range(1, 3).Select(seed => clean with { Id = $"shuffled-{seed}", Pool = "shuffled", TokenFile = "shuffled.tokens", Seed = (ulong)seed }),
        ];

        using ProbeTrainer trainer = new(specs, _folder.Path, new ProbeTrainerOptions());
        ProbeResult[] results = [.. trainer.Run(CancellationToken.None)];
        PairedDecision decision = PairedComparison.Compare(results[..3], results[3..], point: 0);

        decision.WinProbability.Should().BeGreaterThan(0.99);
        decision.IsTie.Should().BeFalse();
        decision.DetectableDifference.Should().BeInRange(1e-5, decision.Difference, "a difference of this size must be within the plan's power");
        decision.PowerStatement.Should().Contain("3 seeds");
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Texts([CallerFilePath] string thisFile = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../pipelines/quickstart/data/reference/prose.jsonl.gz");
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)];
    }

    /// <summary>Permutes the tokens at a share of the positions among themselves; separators stay.</summary>
    private static ushort[] Shuffle(ushort[] tokens, double share)
    {
        SplitMix64 random = new(11);
        List<int> places = [.. Enumerable.Range(0, tokens.Length).Where(place => tokens[place] != BytePairTokenizer.DocumentStart && random.NextBelow(1000) < share * 1000)];
        ushort[] result = [.. tokens];
        for (int index = places.Count - 1; index > 0; index--)
        {
            int other = random.NextBelow(index + 1);
            (result[places[index]], result[places[other]]) = (result[places[other]], result[places[index]]);
        }

        return result;
    }

    private static IEnumerable<ushort> Chunk(byte[] bytes) => Enumerable.Range(0, bytes.Length / 2).Select(index => BitConverter.ToUInt16(bytes, 2 * index));

    private void Write(string name, ushort[] tokens) => File.WriteAllBytes(_folder.File(name), [.. tokens.SelectMany(BitConverter.GetBytes)]);
}
