namespace DataCuration.Sdk.Lowering;

/// <summary>What an image-text project says, free of MSBuild's types. Texts are empty when they are not set.</summary>
internal sealed record ImageTextSettings
{
    /// <summary>The work directory, absolute, with its separator.</summary>
    public required string WorkDirectory { get; init; }

    /// <summary>The files of metadata.</summary>
    public IReadOnlyList<ProjectItem> Corpus { get; init; } = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<ProjectItem> Curation { get; init; } = [];

    /// <summary>The learning curves.</summary>
    public IReadOnlyList<ProjectItem> LearningCurve { get; init; } = [];

    /// <summary>Kinds of items and properties of text projects that are there all the same.</summary>
    public IReadOnlyList<string> Foreign { get; init; } = [];

    /// <summary>TrainingSamples.</summary>
    public string Samples { get; init; } = "";

    /// <summary>CurationPasses.</summary>
    public string Passes { get; init; } = "";

    /// <summary>CurationLaw.</summary>
    public string Law { get; init; } = "";

    /// <summary>CurationLoss.</summary>
    public string Loss { get; init; } = "";

    /// <summary>CurationMaxEpochs.</summary>
    public string MaxEpochs { get; init; } = "";

    /// <summary>CurationSeed.</summary>
    public string Seed { get; init; } = "";

    /// <summary>CurationStrict.</summary>
    public string Strict { get; init; } = "";

    /// <summary>CurationJobs.</summary>
    public string Jobs { get; init; } = "";

    /// <summary>CurationMemory.</summary>
    public string Memory { get; init; } = "";
}
