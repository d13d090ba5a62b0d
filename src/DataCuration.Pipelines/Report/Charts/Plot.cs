using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Pipelines.Report.Charts;

/// <summary>The rectangle that two axes span, and what every chart draws around it: grid, ticks, titles, labelled marks.</summary>
internal sealed class Plot
{
    private const double RowHeight = 17;
    private readonly HtmlWriter _svg = new();
    private readonly double _height;

    /// <summary>Lays the frame out.</summary>
    /// <param name="size">For which page.</param>
    /// <param name="height">Height of the drawing.</param>
    /// <param name="x">Horizontal axis.</param>
    /// <param name="y">Vertical axis.</param>
    /// <param name="rightLabels">Labels at the right edge that need room.</param>
    /// <param name="markRows">Rows of mark labels above the rectangle.</param>
    public Plot(ChartSize size, double height, Axis x, Axis y, IEnumerable<string> rightLabels, int markRows)
    {
        Size = size;
        X = x;
        Y = y;
        _height = height;
        double widest = rightLabels.Select(ChartSize.TextWidth).DefaultIfEmpty(0).Max();
        LabelWidth = Math.Min(widest, size.Width * (size.IsNarrow ? 0.25 : 0.2));
        // Half of the last tick label hangs over the right edge.
        double overhang = x.Ticks.Count == 0 ? 0 : ChartSize.TextWidth(x.Format(x.Ticks[^1])) / 2;
        Left = y.Ticks.Select(t => ChartSize.TextWidth(y.Format(t))).DefaultIfEmpty(0).Max() + 12;
        Right = size.Width - Math.Max(LabelWidth > 0 ? LabelWidth + 18 : 6, overhang + 4);
        Top = 26 + (markRows * RowHeight);
        Bottom = height - 44;
    }

    /// <summary>For which page.</summary>
    public ChartSize Size { get; }

    /// <summary>The horizontal axis.</summary>
    public Axis X { get; }

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; }

    /// <summary>The rectangle's left edge.</summary>
    public double Left { get; }

    /// <summary>The rectangle's right edge.</summary>
    public double Right { get; }

    /// <summary>The rectangle's upper edge.</summary>
    public double Top { get; }

    /// <summary>The rectangle's lower edge.</summary>
    public double Bottom { get; }

    /// <summary>Room for labels at the right.</summary>
    public double LabelWidth { get; }

    /// <summary>Where the chart draws.</summary>
    public HtmlWriter Svg => _svg;

    /// <summary>The drawing's horizontal coordinate of a value.</summary>
    public double AtX(double value) => Left + (X.Position(value) * (Right - Left));

    /// <summary>The drawing's vertical coordinate of a value.</summary>
    public double AtY(double value) => Bottom - (Y.Position(value) * (Bottom - Top));

    /// <summary>Opens the drawing and draws grid, ticks and titles.</summary>
    public void Begin(string title)
    {
        Svg.WriteLine($"<svg viewBox=\"0 0 {Size.Width} {_height}\" role=\"img\" aria-label=\"{title}\"><title>{title}</title>");
        foreach (double tick in Y.Ticks)
        {
            double y = AtY(tick);
            Svg.Write($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{y}\" y2=\"{y}\"/>");
            Svg.WriteLine($"<text class=\"tick\" x=\"{Left - 7}\" y=\"{y + 4}\" text-anchor=\"end\">{Y.Format(tick)}</text>");
        }

        double lastEnd = double.NegativeInfinity;
        foreach (double tick in X.Ticks)
        {
            double x = AtX(tick);
            Svg.Write($"<line class=\"axis\" x1=\"{x}\" x2=\"{x}\" y1=\"{Bottom}\" y2=\"{Bottom + 5}\"/>");
            string label = X.Format(tick);
            double half = ChartSize.TextWidth(label) / 2;
            if (x - half > lastEnd + 6)
            {
                Svg.WriteLine($"<text class=\"tick\" x=\"{x}\" y=\"{Bottom + 19}\" text-anchor=\"middle\">{label}</text>");
                lastEnd = x + half;
            }
        }

        Svg.Write($"<line class=\"axis\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{Bottom}\" y2=\"{Bottom}\"/>");
        Svg.Write($"<text class=\"name\" x=\"0\" y=\"13\">{Y.Title}</text>");
        Svg.WriteLine($"<text class=\"name\" x=\"{Right}\" y=\"{Bottom + 38}\" text-anchor=\"end\">{X.Title}</text>");
    }

    /// <summary>Draws labelled vertical lines; labels that would touch go to the next row above the rectangle.</summary>
    public void Marks(IReadOnlyList<ChartMark> marks)
    {
        (int Row, double Start)[] rows = PlaceMarks(marks, Size, m => AtX(m.Value), Left, Size.Width);
        for (int i = 0; i < marks.Count; i++)
        {
            double x = AtX(marks[i].Value);
            if (!double.IsFinite(x) || x < Left - 0.5 || x > Right + 0.5)
            {
                continue;
            }

            double y = Top - 6 - (rows[i].Row * RowHeight);
            Svg.Write($"<line class=\"mark {(marks[i].IsStrong ? "strong" : "weak")}\" x1=\"{x}\" x2=\"{x}\" y1=\"{y + 2}\" y2=\"{Bottom}\"/>");
            Svg.WriteLine($"<text class=\"{(marks[i].IsStrong ? "strongtext" : "tick")}\" x=\"{rows[i].Start}\" y=\"{y - 2}\">{marks[i].Label}</text>");
        }
    }

    /// <summary>Ends the drawing.</summary>
    public Markup End()
    {
        Svg.WriteLine($"</svg>");
        return Svg.ToMarkup();
    }

    /// <summary>Rows that the marks' labels need. The rectangle is not known yet, so the whole width stands for it.</summary>
    public static int RowsFor(IReadOnlyList<ChartMark> marks, Axis x, ChartSize size) =>
        marks.Count == 0 ? 0 : PlaceMarks(marks, size, m => 40 + (x.Position(m.Value) * (size.Width * 0.78)), 0, size.Width).Max(p => p.Row) + 1;

    private static (int Row, double Start)[] PlaceMarks(IReadOnlyList<ChartMark> marks, ChartSize size, Func<ChartMark, double> at, double left, double right)
    {
        var ends = new List<double>();
        var placed = new (int Row, double Start)[marks.Count];
        foreach (int i in Enumerable.Range(0, marks.Count).OrderBy(i => at(marks[i])))
        {
            double width = ChartSize.TextWidth(marks[i].Label);
            double start = Math.Clamp(at(marks[i]) - (width / 2), Math.Min(left, right - width), Math.Max(left, right - width));
            int row = ends.FindIndex(end => end + 8 <= start);
            if (row < 0)
            {
                row = ends.Count;
                ends.Add(0);
            }

            ends[row] = start + width;
            placed[i] = (row, start);
        }

        return placed;
    }
}
