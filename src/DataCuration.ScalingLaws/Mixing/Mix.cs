using System.Text.Json;
using System.Text.Json.Serialization;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>The mix that a law chooses for a budget, with its uncertainty and what it was compared with. Immutable.</summary>
public sealed record Mix
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The version of the JSON.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Training tokens of the budget.</summary>
    public required double BudgetTokens { get; init; }

    /// <summary>What the mix follows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MixMethod Method { get; init; }

    /// <summary>The pools.</summary>
    public required IReadOnlyList<PoolShare> Pools { get; init; }

    /// <summary>The law's loss for the mix.</summary>
    public required double Loss { get; init; }

    /// <summary>The 5th percentile of the loss over the resampled laws.</summary>
    public required double LossLow { get; init; }

    /// <summary>The 95th percentile.</summary>
    public required double LossHigh { get; init; }

    /// <summary>Share of the resampled laws under which the mix beats every baseline.</summary>
    public required double ProbabilityBest { get; init; }

    /// <summary>The baselines, best first.</summary>
    public required IReadOnlyList<Baseline> Baselines { get; init; }

    /// <summary>The best that differs in kind; null in files of earlier versions, and where there is one pool and nothing else to do.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunnerUp? RunnerUp { get; init; }

    /// <summary>What the reader must know: <c>extrapolated</c>, <c>tie</c>, <c>halfLifeNotIdentified</c>, <c>budgetNotUsedUp</c>, <c>lawNotBetter</c>.</summary>
    public required IReadOnlyList<MixLabel> Labels { get; init; }

    /// <summary>The labels in words, with numbers.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What a process should return for this mix.</summary>
    /// <param name="isStrict">Extrapolation is an error.</param>
    public ExitCode SuggestedExitCode(bool isStrict) =>
        isStrict && Labels.Contains(MixLabel.Extrapolated) ? ExitCode.Extrapolated
        : Labels.Contains(MixLabel.HalfLifeNotIdentified) ? ExitCode.NotIdentifiable
        : Labels.Contains(MixLabel.Tie) ? ExitCode.Tie
        : ExitCode.Done;

    /// <summary>JSON; the same mix gives the same text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no mix.</exception>
    public static Mix Parse(string json) => JsonSerializer.Deserialize<Mix>(json, Json) ?? throw new JsonException("The mix is null.");
}
