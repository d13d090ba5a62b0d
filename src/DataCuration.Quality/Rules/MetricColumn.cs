namespace DataCuration.Quality.Rules;

/// <summary>How one metric becomes a column.</summary>
/// <param name="Name">The column's name, for example <c>gopherQuality.wordCount</c>.</param>
/// <param name="ElementType"><see cref="double"/> or <see cref="int"/>; a flag is an int, 0 or 1.</param>
/// <param name="Value">Reads the metric; exact for both types.</param>
public sealed record MetricColumn(string Name, Type ElementType, Func<DocumentMetrics, double> Value);
