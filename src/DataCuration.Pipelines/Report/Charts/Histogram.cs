using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Pipelines.Report.Charts;

/// <summary>One panel of counts per group under each other over one horizontal axis; each panel has its own height scale.</summary>
internal sealed record Histogram
{
    private const double PanelGap = 26;

    /// <summary>What the drawing shows, in one sentence, for assistive technology.</summary>
    public required string Title { get; init; }

    /// <summary>Title of the horizontal axis.</summary>
    public required string XTitle { get; init; }

    /// <summary>Bin edges, one more than the counts.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>Groups: a name and the counts per bin.</summary>
    public required IReadOnlyList<(string Name, IReadOnlyList<long> Counts)> Groups { get; init; }

    /// <summary>Labelled vertical lines.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>Whether the horizontal axis is logarithmic.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Height of one panel.</summary>
    public double PanelHeight { get; init; } = 84;

    /// <summary>The drawing.</summary>
    public Markup Draw(ChartSize size)
    {
        int ticks = size.IsNarrow ? 5 : 10;
        Axis x = IsLogarithmic
            ? Axis.Logarithmic(Edges, XTitle, ticks, NumberText.Compact)
            : Axis.Exact(Edges[0], Edges[^1], XTitle, ticks);
        int rows = Plot.RowsFor(Marks, x, size);
        double height = 26 + (rows * 17) + (Groups.Count * (PanelHeight + PanelGap)) + 44;
        var plot = new Plot(size, height, x, Axis.Unmarked(Groups.Count > 1 ? "documents per bin, each panel to its own scale" : "documents per bin"), [], rows);
        plot.Begin(Title);
        for (int group = 0; group < Groups.Count; group++)
        {
            Panel(plot, group, plot.Top + (group * (PanelHeight + PanelGap)));
        }

        plot.Marks(Marks);
        for (int group = 0; group < Groups.Count; group++)
        {
            (string name, IReadOnlyList<long> counts) = Groups[group];
            string text = $"{name}: {NumberText.Count(counts.Sum())} documents, peak {NumberText.Count(counts.DefaultIfEmpty(0).Max())}";
            double y = plot.Top + (group * (PanelHeight + PanelGap)) + 16;
            plot.Svg.WriteLine($"<text class=\"end\" x=\"{plot.Left}\" y=\"{y}\">{ChartSize.Fit(text, plot.Right - plot.Left)}</text>");
        }

        return plot.End();
    }

    private void Panel(Plot plot, int group, double top)
    {
        IReadOnlyList<long> counts = Groups[group].Counts;
        long most = Math.Max(1, counts.DefaultIfEmpty(0).Max());
        double floor = top + PanelGap + PanelHeight;
        for (int bin = 0; bin < counts.Count; bin++)
        {
            (double from, double to) = (plot.AtX(Edges[bin]), plot.AtX(Edges[bin + 1]));
            double height = counts[bin] / (double)most * PanelHeight;
            if (counts[bin] > 0 && double.IsFinite(from) && double.IsFinite(to))
            {
                string hint = $"{NumberText.Value(Edges[bin])} to {NumberText.Value(Edges[bin + 1])}: {NumberText.Count(counts[bin])} documents";
                plot.Svg.WriteLine($"<rect class=\"bar {Figure.Colour(group)}\" x=\"{from + 0.5}\" y=\"{floor - Math.Max(height, 0.75)}\" width=\"{Math.Max(to - from - 1, 0.5)}\" height=\"{Math.Max(height, 0.75)}\"><title>{hint}</title></rect>");
            }
        }

        plot.Svg.WriteLine($"<line class=\"grid\" x1=\"{plot.Left}\" x2=\"{plot.Right}\" y1=\"{floor}\" y2=\"{floor}\"/>");
    }
}
