namespace DataCuration.Pipelines.Report.Charts;

/// <summary>A labelled vertical line at a value of the horizontal axis.</summary>
/// <param name="Value">Where.</param>
/// <param name="Label">What it says.</param>
/// <param name="IsStrong">Whether it is what the chart is about.</param>
internal readonly record struct ChartMark(double Value, string Label, bool IsStrong = false);
