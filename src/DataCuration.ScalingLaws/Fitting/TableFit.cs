using System.Text.Json;
using System.Text.Json.Serialization;
using DataCuration.Documents.Diagnostics;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>A law fitted to a table, with everything a decision needs: intervals, resampled parameters, residuals, what was observed. Immutable.</summary>
public sealed record TableFit
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private LossLaw? _law;

    /// <summary>The version of the JSON.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The law's name, one of <see cref="LawCatalog.Names"/>.</summary>
    public required string Law { get; init; }

    /// <summary>The pools, in the order of the law.</summary>
    public required IReadOnlyList<string> Pools { get; init; }

    /// <summary>The law's parameters in its order, with the 5th and 95th percentile over resamples.</summary>
    public required IReadOnlyList<FittedParameter> Parameters { get; init; }

    /// <summary>The parameters of each resample.</summary>
    public required IReadOnlyList<double[]> Draws { get; init; }

    /// <summary>Every observation beside its prediction.</summary>
    public required IReadOnlyList<FittedPoint> Points { get; init; }

    /// <summary>The observations.</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }

    /// <summary>What was minimised.</summary>
    public required FitLoss Loss { get; init; }

    /// <summary>Huber's delta, where it was used.</summary>
    public required double HuberDelta { get; init; }

    /// <summary>The minimised sum.</summary>
    public required double Objective { get; init; }

    /// <summary>Root mean square of the residuals in the loss's own space.</summary>
    public required double RootMeanSquare { get; init; }

    /// <summary>1 minus the residuals' share of the variance, in the plain loss.</summary>
    public required double RSquared { get; init; }

    /// <summary>Starts that ended within 1e-6 of the best objective.</summary>
    public required int AgreeingStarts { get; init; }

    /// <summary>Starts that were made.</summary>
    public required int Starts { get; init; }

    /// <summary>Whether the fit as a whole can be relied on.</summary>
    public required FitStatus Status { get; init; }

    /// <summary>What can be held against it.</summary>
    public required FitDiagnostics Diagnostics { get; init; }

    /// <summary>Runs that were not used, because the law does not hold for them; usually none.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>What a process that only fits should return.</summary>
    [JsonIgnore]
    public ExitCode SuggestedExitCode =>
        Status == FitStatus.Unstable ? ExitCode.Tie
        : Parameters.Any(parameter => parameter.Status == FitStatus.NotIdentified) ? ExitCode.NotIdentifiable
        : ExitCode.Done;

    /// <summary>The law itself.</summary>
    [JsonIgnore]
    public LossLaw LossLaw => _law ??= LawCatalog.Create(Law, Pools);

    /// <summary>The loss at the best parameters.</summary>
    public double Predict(TrainingRun run) => LossLaw.Predict(run, [.. Parameters.Select(parameter => parameter.Value)]);

    /// <summary>JSON; the same fit gives the same text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="DiagnosticException">DC4031: the text is no fitted law, or of another version or an unknown law.</exception>
    public static TableFit Parse(string json, string fileName)
    {
        string reason;
        try
        {
            TableFit? fit = JsonSerializer.Deserialize<TableFit>(json, Json);
            if (fit is { SchemaVersion: 1 } && LawCatalog.Names.Contains(fit.Law))
            {
                return fit;
            }

            reason = fit is { SchemaVersion: 1 } ? $"there is no law '{fit.Law}'" : $"its schemaVersion is {fit?.SchemaVersion}, expected 1";
        }
        catch (JsonException exception)
        {
            reason = exception.Message;
        }

        throw new DiagnosticException(Diagnostic.Error("DC4031", $"This is no fitted law: {reason}. Give a law.json that `curate run` or `curate fit` wrote.", fileName), ExitCode.BadInput);
    }

    /// <summary>A run with its pools in the law's order.</summary>
    internal static TrainingRun RunOf(Observation observation, IReadOnlyList<string> pools)
    {
        double[] unique = new double[pools.Count];
        double[] tokens = new double[pools.Count];
        for (int i = 0; i < pools.Count; i++)
        {
            PoolExposure? exposure = observation.Exposures.FirstOrDefault(candidate => string.Equals(candidate.Pool, pools[i], StringComparison.Ordinal));
            (unique[i], tokens[i]) = exposure is null ? (0, 0) : (exposure.UniqueTokens, exposure.Tokens);
        }

        return new TrainingRun(unique, tokens, observation.ModelParameters);
    }
}
