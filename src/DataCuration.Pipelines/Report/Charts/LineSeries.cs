namespace DataCuration.Pipelines.Report.Charts;

/// <summary>One line of a <see cref="LineChart"/>, with or without points and a band around it.</summary>
internal sealed record LineSeries
{
    /// <summary>Its name, written at its right end.</summary>
    public required string Name { get; init; }

    /// <summary>Its colour and dash; negative for comparisons.</summary>
    public required int Series { get; init; }

    /// <summary>The line's corners by rising x; corners that are not numbers interrupt it.</summary>
    public IReadOnlyList<(double X, double Y)> Line { get; init; } = [];

    /// <summary>The interval around the line.</summary>
    public IReadOnlyList<(double X, double Low, double High)> Band { get; init; } = [];

    /// <summary>Points with what a pointer over them shows; filled or hollow.</summary>
    public IReadOnlyList<(double X, double Y, bool IsFilled, string Hint)> Points { get; init; } = [];

    /// <summary>Places on the line with a short bar across it, and what a pointer over it shows.</summary>
    public IReadOnlyList<(double X, double Y, string Hint)> Bars { get; init; } = [];

    /// <summary>Whether the name is written at the line's end.</summary>
    public bool HasLabel { get; init; } = true;

    /// <summary>Whether the line is heavy.</summary>
    public bool IsStrong { get; init; }
}
