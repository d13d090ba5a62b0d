using System.Text.Json.Serialization;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>A mixture of the pools that a probe trains on.</summary>
/// <param name="Name">What it is: <c>equal</c>, <c>proportional</c> or <c>graded</c>; or <c>drawn-</c> and a number.</param>
/// <param name="Parts">What it takes from each pool.</param>
/// <param name="Epochs">The lengths it is measured at, in passes over <see cref="Tokens"/>.</param>
/// <param name="IsFitted">Whether the law is fitted to it; otherwise it tests the law and the law never sees it.</param>
internal sealed record ProbeMixture(string Name, IReadOnlyList<MixturePart> Parts, IReadOnlyList<double> Epochs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsFitted = false)
{
    /// <summary>What the names of mixtures' files and probes begin with; no pool's name holds a full stop.</summary>
    public const string Prefix = "mixture.";

    /// <summary>The name among pools.</summary>
    [JsonIgnore]
    public string PoolName => Prefix + Name;

    /// <summary>Tokens of one pass, repetitions inside it included.</summary>
    [JsonIgnore]
    public long Tokens => Parts.Sum(part => part.Length);
}
