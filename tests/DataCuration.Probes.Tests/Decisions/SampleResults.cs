using DataCuration.Probes.Training;

namespace DataCuration.Probes.Tests.Decisions;

/// <summary>Results of probes with given losses of their documents, 100 bytes each.</summary>
internal static class SampleResults
{
    private static readonly ProbeSpec Spec = new()
    {
        Id = "probe",
        Pool = "pool",
        TokenFile = "pool.tokens",
        TokenizerFile = "tokenizer.json",
        UniqueTokens = 1000,
        Epochs = [1],
        EvaluationSets = [new EvaluationSetSpec { Name = "set", TokenFile = "set.tokens" }],
    };

    public static ProbeResult Result(ulong seed, double[] documentNats, double wobble = 0, string pool = "pool", double[]? epochs = null, double? factor = null, long unique = 1000)
    {
        long bytes = 100L * documentNats.Length;
        double bits = documentNats.Sum() / (Math.Log(2) * bytes);
        return new ProbeResult
        {
            Spec = Spec with { Seed = seed, Pool = pool, Epochs = epochs ?? [1], LearningRateFactor = factor },
            Status = ProbeStatus.Completed,
            DeviceKind = "cpu",
            ParameterCount = 1,
            Vocabulary = 300,
            TokenizerHash = "hash",
            UniqueTokens = unique,
            BatchTokens = 100,
            LearningRate = 0.01 * (factor ?? 1),
            WarmupSteps = 1,
            EvaluationDocuments = [new EvaluationDocuments("set", [.. documentNats.Select(static _ => 100L)])],
            Points = [.. (epochs ?? [1]).Select(length => new ProbePoint
            {
                Epochs = length,
                TokensSeen = (long)(unique * length),
                UniqueTokens = unique,
                Steps = 10,
                TrainLoss = 1,
                MacroBitsPerByte = bits,
                Evaluations =
                [
                    new EvaluationScore
                    {
                        Set = "set", BitsPerByte = bits, Nats = documentNats.Sum(), Tokens = 10, Bytes = bytes,
                        Checkpoints = [bits - wobble, bits, bits + wobble], DocumentNats = documentNats,
                    },
                ],
            })],
        };
    }
}
