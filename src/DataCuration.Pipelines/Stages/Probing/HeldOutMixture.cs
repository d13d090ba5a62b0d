using System.Text.Json.Serialization;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>A mixture of the pools that a probe trains on and the law never sees.</summary>
/// <param name="Name">What it is: <c>equal</c>, <c>proportional</c> or <c>graded</c>.</param>
/// <param name="Parts">What it takes from each pool.</param>
/// <param name="Epochs">The lengths it is measured at, in passes over <see cref="Tokens"/>.</param>
internal sealed record HeldOutMixture(string Name, IReadOnlyList<HeldOutPart> Parts, IReadOnlyList<double> Epochs)
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
