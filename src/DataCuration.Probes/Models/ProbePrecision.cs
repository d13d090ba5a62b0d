using System.Text.Json.Serialization;

namespace DataCuration.Probes.Models;

/// <summary>The number format of a probe's matrix products; part of a probe's identity, because the loss depends on it.</summary>
public enum ProbePrecision
{
    /// <summary>IEEE single precision.</summary>
    [JsonStringEnumMemberName("fp32")]
    Fp32,

    /// <summary>bfloat16 products and activations over float32 weights, moments and logits.</summary>
    [JsonStringEnumMemberName("bf16")]
    Bf16,
}
