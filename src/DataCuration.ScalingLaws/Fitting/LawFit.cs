using System.Text.Json;
using System.Text.Json.Serialization;
using DataCuration.Documents.Diagnostics;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>A fitted law with everything a decision needs: parameters with intervals, resampled laws, residuals, what was observed. Immutable.</summary>
public sealed record LawFit
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

    /// <summary>The law's name.</summary>
    public required string Law { get; init; }

    /// <summary>The law at its best point.</summary>
    public required QqtEffectiveData Best { get; init; }

    /// <summary>The parameters with intervals.</summary>
    public required IReadOnlyList<FittedParameter> Parameters { get; init; }

    /// <summary>The laws of the resamples, for intervals of predictions and decisions.</summary>
    public required IReadOnlyList<QqtEffectiveData> Draws { get; init; }

    /// <summary>Every observation beside its prediction.</summary>
    public required IReadOnlyList<FittedPoint> Points { get; init; }

    /// <summary>The observations.</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }

    /// <summary>Root mean square of the log residuals.</summary>
    public required double RootMeanSquareLogResidual { get; init; }

    /// <summary>The minimised objective.</summary>
    public required double Objective { get; init; }

    /// <summary>Huber's delta that was used.</summary>
    public required double HuberDelta { get; init; }

    /// <summary>Starts that ended within 1e-6 of the best objective, of <see cref="Starts"/>.</summary>
    public required int AgreeingStarts { get; init; }

    /// <summary>Starts that were made.</summary>
    public required int Starts { get; init; }

    /// <summary>Whether the fit as a whole can be relied on.</summary>
    public required FitStatus Status { get; init; }

    /// <summary>The back-test; null when leaving runs out leaves too few.</summary>
    public BackTest? BackTest { get; init; }

    /// <summary>The test on mixtures that the law did not see; null without any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HoldOutTest? HoldOutTest { get; init; }

    /// <summary>What can be held against it; null in files of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FitDiagnostics? Diagnostics { get; init; }

    /// <summary>What a process that only fits should return.</summary>
    [JsonIgnore]
    public ExitCode SuggestedExitCode =>
        Status == FitStatus.Unstable ? ExitCode.Tie
        : Parameters.Any(parameter => parameter.Status == FitStatus.NotIdentified) ? ExitCode.NotIdentifiable
        : ExitCode.Done;

    /// <summary>The most tokens that any run saw.</summary>
    public double MaxTokens => Observations.Max(observation => observation.Tokens);

    /// <summary>The most epochs that any run saw of a pool.</summary>
    public double MaxEpochs(string pool) =>
        Observations.SelectMany(observation => observation.Exposures).Where(exposure => string.Equals(exposure.Pool, pool, StringComparison.Ordinal)).Select(exposure => exposure.Epochs).DefaultIfEmpty(0).Max();

    /// <summary>JSON; the same fit gives the same text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="DiagnosticException">DC4031: the text is no fitted law, or of another version.</exception>
    public static LawFit Parse(string json, string fileName)
    {
        try
        {
            LawFit? fit = JsonSerializer.Deserialize<LawFit>(json, Json);
            if (fit is { SchemaVersion: 1 })
            {
                return fit;
            }

            throw Unreadable(fileName, $"its schemaVersion is {fit?.SchemaVersion}, expected 1");
        }
        catch (JsonException exception)
        {
            throw Unreadable(fileName, exception.Message);
        }
    }

    private static DiagnosticException Unreadable(string fileName, string reason) =>
        new(Diagnostic.Error("DC4031", $"This is no fitted law: {reason}. Give a law.json that `curate run` or `curate fit` wrote.", fileName), ExitCode.BadInput);
}
