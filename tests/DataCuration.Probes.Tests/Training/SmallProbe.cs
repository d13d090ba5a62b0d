using System.Text;
using DataCuration.Probes.Tokenizer;
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Tests.Training;

/// <summary>Files and specs of probes that train in about a second.</summary>
internal static class SmallProbe
{
    /// <summary>Writes a tokenizer, a pool and a held-out set, and returns a spec that names them.</summary>
    public static ProbeSpec Write(TestFolder folder, int poolDocuments = 40)
    {
        BytePairTokenizer tokenizer = BytePairTrainer.Train([Text(0, 2000)], 300, CancellationToken.None);
        TokenizerFile.Save(tokenizer, folder.File("tokenizer.json"));
        WriteTokens(folder.File("pool.tokens"), tokenizer, Enumerable.Range(1, poolDocuments).Select(static seed => Text(seed, 40)));
        WriteTokens(folder.File("held-out.tokens"), tokenizer, Enumerable.Range(500, 5).Select(static seed => Text(seed, 40)));
        return new ProbeSpec
        {
            Id = "small",
            Pool = "toy",
            TokenFile = "pool.tokens",
            TokenizerFile = "tokenizer.json",
            UniqueTokens = 2_000,
            Epochs = [0.5, 1, 2],
            ContextLength = 32,
            BatchTokens = 128,
            WarmupTokens = 256,
            EvaluationSets = [new EvaluationSetSpec { Name = "held-out", TokenFile = "held-out.tokens" }],
        };
    }

    /// <summary>Writes another pool for the spec's tokenizer.</summary>
    /// <returns>Its file name.</returns>
    public static string WritePool(TestFolder folder, string name, int seed, int documents = 40)
    {
        BytePairTokenizer tokenizer = TokenizerFile.Load(folder.File("tokenizer.json"));
        WriteTokens(folder.File(name + ".tokens"), tokenizer, Enumerable.Range(seed, documents).Select(static number => Text(number, 40)));
        return name + ".tokens";
    }

    public static void WriteTokens(string path, BytePairTokenizer tokenizer, IEnumerable<byte[]> documents)
    {
        using TokenFileWriter writer = new(path, tokenizer.CreateEncoder());
        foreach (byte[] document in documents) writer.Append(document);
        writer.Complete();
    }

    /// <summary>Words drawn with a seed.</summary>
    private static byte[] Text(int seed, int words)
    {
        string[] vocabulary = ["the", "data", "pool", "is", "measured", "by", "a", "small", "probe", "and", "repeated", "often."];
        SplitMix64 random = new((ulong)seed);
        StringBuilder text = new();
        for (int index = 0; index < words; index++) text.Append(vocabulary[random.NextBelow(vocabulary.Length)]).Append(' ');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
