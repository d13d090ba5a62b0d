namespace DataCuration.Pipelines;

/// <summary>The names of the steps, in order, as the command line and the MSBuild targets use them. A step is one or more stages.</summary>
public static class CurationSteps
{
    /// <summary>Shards to documents.</summary>
    public const string Ingest = "ingest";

    /// <summary>Documents to quality columns and token counts.</summary>
    public const string Score = "score";

    /// <summary>Signatures and clusters.</summary>
    public const string Deduplicate = "deduplicate";

    /// <summary>Kept documents said again by a model, and their columns.</summary>
    public const string Rephrase = "rephrase";

    /// <summary>Decisions and pools.</summary>
    public const string Pool = "pool";

    /// <summary>Probe models trained on each pool.</summary>
    public const string Probe = "probe";

    /// <summary>The law fitted to the probes.</summary>
    public const string Fit = "fit";

    /// <summary>The mix for the budget.</summary>
    public const string Mix = "mix";

    /// <summary>The dataset.</summary>
    public const string Materialise = "materialise";

    /// <summary>The report page.</summary>
    public const string Report = "report";

    /// <summary>All steps in order.</summary>
    public static IReadOnlyList<string> All { get; } = [Ingest, Score, Deduplicate, Rephrase, Pool, Probe, Fit, Mix, Materialise, Report];
}
