namespace DataCuration.Pipelines.Report.Model;

/// <summary>Distributions of the classifier's score and of the rules' metrics.</summary>
internal sealed record ScoresModel
{
    /// <summary>How good the classifier is; null when the recipe has none.</summary>
    public ClassifierModel? Classifier { get; init; }

    /// <summary>The score's distribution per source; null when nothing was scored.</summary>
    public ScoreDistribution? Score { get; init; }

    /// <summary>Some of the rules' metrics.</summary>
    public IReadOnlyList<MetricDistribution> Metrics { get; init; } = [];
}

/// <summary>The score that divides documents into pools.</summary>
internal sealed record ScoreDistribution
{
    /// <summary>The column's name, for example <c>quality.classifier</c>.</summary>
    public required string Column { get; init; }

    /// <summary>Bin edges, one more than the counts.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>Documents per bin, per source.</summary>
    public required IReadOnlyList<(string Source, IReadOnlyList<long> Counts)> Sources { get; init; }

    /// <summary>Scores at which one pool ends and the next begins, with a label such as <c>q1 | q2</c>.</summary>
    public IReadOnlyList<(double Score, string Label)> PoolEdges { get; init; } = [];
}

/// <summary>One metric over all documents.</summary>
internal sealed record MetricDistribution
{
    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>What it is counted in.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Bin edges, one more than the counts; positive when <see cref="IsLogarithmic"/>.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>Documents per bin.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>The rules' thresholds on it, with a label such as <c>at least 50</c>.</summary>
    public IReadOnlyList<(double Value, string Label)> Thresholds { get; init; } = [];

    /// <summary>Whether the horizontal axis is logarithmic.</summary>
    public bool IsLogarithmic { get; init; }
}

/// <summary>How well the classifier separates, on documents it was not trained on.</summary>
internal sealed record ClassifierModel
{
    /// <summary>The classifier in words.</summary>
    public required string Name { get; init; }

    /// <summary>Documents it learned from: positive and negative.</summary>
    public required (long Positive, long Negative) TrainingDocuments { get; init; }

    /// <summary>Area under the ROC curve on held-out documents.</summary>
    public required Estimate Auc { get; init; }

    /// <summary>Predicted against observed, by score.</summary>
    public IReadOnlyList<CalibrationBin> Calibration { get; init; } = [];
}

/// <summary>Documents of like score: what was predicted and what they are.</summary>
/// <param name="Low">Least score.</param>
/// <param name="High">Greatest score.</param>
/// <param name="Documents">Held-out documents.</param>
/// <param name="MeanScore">Their mean score.</param>
/// <param name="PositiveShare">Share of positives among them, 0 to 1.</param>
internal sealed record CalibrationBin(double Low, double High, long Documents, double MeanScore, double PositiveShare);
