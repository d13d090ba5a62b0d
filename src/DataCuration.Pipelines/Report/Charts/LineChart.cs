using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Pipelines.Report.Charts;

/// <summary>Lines, points and bands over two axes, each line named at its end.</summary>
internal sealed record LineChart
{
    private const double LabelHeight = 15;

    /// <summary>What the drawing shows, in one sentence, for assistive technology.</summary>
    public required string Title { get; init; }

    /// <summary>The horizontal axis, given the number of ticks there is room for.</summary>
    public required Func<int, Axis> X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required Axis Y { get; init; }

    /// <summary>The lines, the most important last.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>Labelled vertical lines.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>Where the shaded region of extrapolation begins; null when there is none.</summary>
    public double? ShadedFrom { get; init; }

    /// <summary>The drawing.</summary>
    public Markup Draw(ChartSize size)
    {
        Axis x = X(size.IsNarrow ? 4 : 9);
        int rows = Plot.RowsFor(Marks, x, size);
        double height = (size.IsNarrow ? 290 : 370) + (rows * 10);
        var plot = new Plot(size, height, x, Y, Series.Where(s => s.HasLabel).Select(s => s.Name), rows);
        plot.Begin(Title);
        Shade(plot);
        foreach (LineSeries series in Series)
        {
            Band(plot, series);
        }

        plot.Marks(Marks);
        foreach (LineSeries series in Series)
        {
            Line(plot, series);
            Bars(plot, series);
            Points(plot, series);
        }

        EndLabels(plot);
        return plot.End();
    }

    private void Shade(Plot plot)
    {
        if (ShadedFrom is { } from && plot.AtX(from) is var start && start < plot.Right)
        {
            start = Math.Max(start, plot.Left);
            plot.Svg.WriteLine($"<rect class=\"beyond\" x=\"{start}\" y=\"{plot.Top}\" width=\"{plot.Right - start}\" height=\"{plot.Bottom - plot.Top}\"/>");
        }
    }

    private static void Band(Plot plot, LineSeries series)
    {
        var known = series.Band.Where(b => double.IsFinite(plot.AtX(b.X)) && double.IsFinite(b.Low) && double.IsFinite(b.High)).ToList();
        if (known.Count < 2)
        {
            return;
        }

        plot.Svg.Write($"<path class=\"band {Figure.Colour(series.Series)}\" d=\"");
        for (int i = 0; i < known.Count; i++)
        {
            plot.Svg.Write($"{(i == 0 ? "M" : "L")}{plot.AtX(known[i].X)} {plot.AtY(known[i].High)}");
        }

        for (int i = known.Count - 1; i >= 0; i--)
        {
            plot.Svg.Write($"L{plot.AtX(known[i].X)} {plot.AtY(known[i].Low)}");
        }

        plot.Svg.WriteLine($"Z\"/>");
    }

    private static void Line(Plot plot, LineSeries series)
    {
        if (series.Line.Count < 2)
        {
            return;
        }

        plot.Svg.Write($"<path class=\"line {Figure.Colour(series.Series)}{(series.IsStrong ? " heavy" : "")}\" stroke-dasharray=\"{(series.IsStrong ? "none" : Figure.Dash(series.Series))}\" d=\"");
        bool isDown = false;
        foreach ((double x, double y) in series.Line)
        {
            (double atX, double atY) = (plot.AtX(x), plot.AtY(y));
            if (!double.IsFinite(atX) || !double.IsFinite(atY))
            {
                isDown = false;
                continue;
            }

            plot.Svg.Write($"{(isDown ? "L" : "M")}{atX} {atY}");
            isDown = true;
        }

        plot.Svg.WriteLine($"\"/>");
    }

    private static void Points(Plot plot, LineSeries series)
    {
        foreach ((double x, double y, bool isFilled, string hint) in series.Points)
        {
            (double atX, double atY) = (plot.AtX(x), plot.AtY(y));
            if (double.IsFinite(atX) && double.IsFinite(atY))
            {
                plot.Svg.WriteLine($"<path class=\"{(isFilled ? "dot" : "ring")} {Figure.Colour(series.Series)}\" d=\"{Shape(series.Series, atX, atY)}\"><title>{hint}</title></path>");
            }
        }
    }

    /// <summary>Circle, square, triangle, diamond: shape tells series apart where colour cannot.</summary>
    private static Markup Shape(int series, double x, double y)
    {
        var path = new HtmlWriter();
        switch (Math.Max(series, 0) % 4)
        {
            case 0:
                path.Write($"M{x - 4.5} {y}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z");
                break;
            case 1:
                path.Write($"M{x - 4} {y - 4}h8v8h-8Z");
                break;
            case 2:
                path.Write($"M{x} {y - 5.5}l5 9h-10Z");
                break;
            default:
                path.Write($"M{x} {y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5Z");
                break;
        }

        return path.ToMarkup();
    }

    private static void Bars(Plot plot, LineSeries series)
    {
        foreach ((double x, double y, string hint) in series.Bars)
        {
            (double atX, double atY) = (plot.AtX(x), plot.AtY(y));
            if (double.IsFinite(atX) && double.IsFinite(atY))
            {
                plot.Svg.WriteLine($"<path class=\"across {Figure.Colour(series.Series)}\" d=\"M{atX} {atY - 8}v16\"><title>{hint}</title></path>");
            }
        }
    }

    private void EndLabels(Plot plot)
    {
        var ends = new List<(double X, double Y, LineSeries Series, IReadOnlyList<string> Text)>();
        foreach (LineSeries series in Series.Where(s => s.HasLabel))
        {
            IEnumerable<(double X, double Y)> corners = series.Line.Count > 0 ? series.Line : series.Points.Select(p => (p.X, p.Y));
            (double x, double y) = corners.Select(c => (X: plot.AtX(c.X), Y: plot.AtY(c.Y)))
                .LastOrDefault(c => double.IsFinite(c.X) && double.IsFinite(c.Y), (X: double.NaN, Y: double.NaN));
            if (double.IsFinite(y))
            {
                ends.Add((x, y, series, ChartSize.Wrap(series.Name, plot.LabelWidth + 1)));
            }
        }

        ends = [.. ends.OrderBy(e => e.Y)];
        double[] placed = Spread([.. ends.Select(e => e.Y)], [.. ends.Select(e => e.Text.Count * LabelHeight)], plot.Top, plot.Bottom);
        for (int i = 0; i < ends.Count; i++)
        {
            (double x, double y, LineSeries series, IReadOnlyList<string> text) = ends[i];
            plot.Svg.WriteLine($"<path class=\"leader {Figure.Colour(series.Series)}\" d=\"M{x + 1} {y}H{plot.Right + 1}L{plot.Right + 12} {placed[i]}\"/>");
            for (int row = 0; row < text.Count; row++)
            {
                double textY = placed[i] + 4 + ((row - ((text.Count - 1) / 2.0)) * LabelHeight);
                plot.Svg.WriteLine($"<text class=\"end{(series.Series < 0 ? " quiettext" : "")}\" x=\"{plot.Right + 15}\" y=\"{textY}\">{text[row]}</text>");
            }
        }
    }

    /// <summary>
    /// Moves the sorted centres of labels apart until none overlaps its neighbour, staying within the bounds where there is room.
    /// </summary>
    internal static double[] Spread(double[] sorted, double[] heights, double low, double high)
    {
        var placed = (double[])sorted.Clone();
        double free = low;
        for (int i = 0; i < placed.Length; i++)
        {
            placed[i] = Math.Max(placed[i], free + (heights[i] / 2));
            free = placed[i] + (heights[i] / 2);
        }

        double limit = Math.Max(high, low + heights.Sum());
        for (int i = placed.Length - 1; i >= 0; i--)
        {
            placed[i] = Math.Min(placed[i], limit - (heights[i] / 2));
            limit = placed[i] - (heights[i] / 2);
        }

        return placed;
    }
}
