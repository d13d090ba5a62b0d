namespace DataCuration.Pipelines.Report.Model;

/// <summary>How the dataset was made: enough to make it again.</summary>
internal sealed record ProvenanceModel
{
    /// <summary>The lowered recipe as run, as JSON.</summary>
    public required string RecipeJson { get; init; }

    /// <summary>The recipe's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The device the probes were trained on; null when there were none.</summary>
    public string? ProbeDevice { get; init; }

    /// <summary>Names and versions of the tool and its parts.</summary>
    public IReadOnlyList<(string Name, string Version)> Versions { get; init; } = [];

    /// <summary>The stages in their order.</summary>
    public IReadOnlyList<ProvenanceStage> Stages { get; init; } = [];
}

/// <summary>One stage of the run.</summary>
/// <param name="Name">The stage.</param>
/// <param name="AlgorithmVersion">Its algorithm's version.</param>
/// <param name="Documents">Documents that entered it.</param>
/// <param name="Parts">Parts it wrote.</param>
internal sealed record ProvenanceStage(string Name, string AlgorithmVersion, long Documents, int Parts);
