using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Pipelines.Report.Charts;

/// <summary>Shares that add up to one, against a quantity; each area is named inside where it is thickest.</summary>
internal sealed record StackedArea
{
    /// <summary>What the drawing shows, in one sentence, for assistive technology.</summary>
    public required string Title { get; init; }

    /// <summary>The horizontal axis, given the number of ticks there is room for.</summary>
    public required Func<int, Axis> X { get; init; }

    /// <summary>Title of the vertical axis, which goes from 0 to 100 per cent.</summary>
    public required string YTitle { get; init; }

    /// <summary>The horizontal values, rising.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Names and shares (0 to 1, one a horizontal value), from the bottom up.</summary>
    public required IReadOnlyList<(string Name, IReadOnlyList<double> Shares)> Areas { get; init; }

    /// <summary>Labelled vertical lines.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>The drawing.</summary>
    public Markup Draw(ChartSize size)
    {
        Axis x = X(size.IsNarrow ? 4 : 9);
        int rows = Plot.RowsFor(Marks, x, size);
        var y = Axis.Exact(0, 1, YTitle, 5, v => NumberText.Fixed(v * 100, 0) + " %");
        var plot = new Plot(size, (size.IsNarrow ? 240 : 280) + (rows * 10), x, y, [], rows);
        plot.Begin(Title);
        var bottom = new double[Values.Count];
        for (int area = 0; area < Areas.Count; area++)
        {
            double[] top = [.. bottom.Select((b, i) => b + Areas[area].Shares[i])];
            if (Values.Count > 1 && Areas[area].Shares.Any(s => s > 0))
            {
                Fill(plot, area, bottom, top);
            }

            bottom = top;
        }

        bottom = new double[Values.Count];
        for (int area = 0; area < Areas.Count; area++)
        {
            Name(plot, area, bottom);
            bottom = [.. bottom.Select((b, i) => b + Areas[area].Shares[i])];
        }

        plot.Marks(Marks);
        return plot.End();
    }

    private void Fill(Plot plot, int area, double[] bottom, double[] top)
    {
        plot.Svg.Write($"<path class=\"area {Figure.Colour(area)}\" d=\"");
        for (int i = 0; i < Values.Count; i++)
        {
            plot.Svg.Write($"{(i == 0 ? "M" : "L")}{plot.AtX(Values[i])} {plot.AtY(top[i])}");
        }

        for (int i = Values.Count - 1; i >= 0; i--)
        {
            plot.Svg.Write($"L{plot.AtX(Values[i])} {plot.AtY(bottom[i])}");
        }

        plot.Svg.WriteLine($"Z\"/>");
    }

    private void Name(Plot plot, int area, double[] bottom)
    {
        (string name, IReadOnlyList<double> shares) = Areas[area];
        double width = ChartSize.TextWidth(name) + 12;
        int best = -1;
        for (int i = 0; i < shares.Count; i++)
        {
            double x = plot.AtX(Values[i]);
            bool hasRoom = x - (width / 2) > plot.Left && x + (width / 2) < plot.Right && shares[i] * (plot.Bottom - plot.Top) > 24;
            // Nearly as thick and further left reads as the start of the area.
            if (hasRoom && (best < 0 || shares[i] > shares[best] + 1e-9))
            {
                best = i;
            }
        }

        if (best >= 0)
        {
            double x = plot.AtX(Values[best]);
            double y = plot.AtY(bottom[best] + (shares[best] / 2));
            plot.Svg.Write($"<rect class=\"plate\" x=\"{x - (width / 2)}\" y=\"{y - 10}\" width=\"{width}\" height=\"20\" rx=\"4\"/>");
            plot.Svg.WriteLine($"<text class=\"end\" x=\"{x}\" y=\"{y + 4.5}\" text-anchor=\"middle\">{name}</text>");
        }
    }
}
