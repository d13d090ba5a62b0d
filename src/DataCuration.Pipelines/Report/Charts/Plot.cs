using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Pipelines.Report.Charts;

/// <summary>The rectangle that two axes span, and what every chart draws around it: grid, ticks, titles, labelled marks.</summary>
internal sealed class Plot
{
    private const double RowHeight = 17;
    private const int MaxMarkRows = 3;
    private const double TitleHeight = 26;
    private const double FootHeight = 44;
    private readonly HtmlWriter _svg = new();
    private readonly double _height;
    private readonly int _markRows;

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
        _markRows = markRows;
        double widest = rightLabels.Select(ChartSize.TextWidth).DefaultIfEmpty(0).Max();
        LabelWidth = Math.Min(widest, size.Width * (size.IsNarrow ? 0.25 : 0.2));
        // Half of the last tick label hangs over the right edge.
        double overhang = x.Ticks.Count == 0 ? 0 : ChartSize.TextWidth(x.Format(x.Ticks[^1])) / 2;
        Left = y.Ticks.Select(t => ChartSize.TextWidth(y.Format(t))).DefaultIfEmpty(0).Max() + 12;
        Right = size.Width - Math.Max(LabelWidth > 0 ? LabelWidth + 18 : 6, overhang + 4);
        Top = TitleHeight + (markRows * RowHeight);
        Bottom = height - FootHeight;
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
        Svg.WriteLine($"<text class=\"name\" x=\"{Math.Max(Right, Math.Min(Size.Width, ChartSize.TextWidth(X.Title)))}\" y=\"{Bottom + 38}\" text-anchor=\"end\">{X.Title}</text>");
    }

    /// <summary>
    /// Draws labelled vertical lines. Labels that would touch go to the next row above the rectangle; where all rows are taken the line
    /// stands without its label, which a pointer over it still shows.
    /// </summary>
    public void Marks(IReadOnlyList<ChartMark> marks)
    {
        (int Row, double Start)[] places = PlaceMarks(marks, m => AtX(m.Value), Left, Size.Width, _markRows);
        for (int i = 0; i < marks.Count; i++)
        {
            double x = AtX(marks[i].Value);
            if (!double.IsFinite(x) || x < Left - 0.5 || x > Right + 0.5)
            {
                continue;
            }

            (int row, double start) = places[i];
            double y = Top - 6 - (Math.Max(row, 0) * RowHeight);
            Svg.WriteLine($"<line class=\"mark {(marks[i].IsStrong ? "strong" : "weak")}\" x1=\"{x}\" x2=\"{x}\" y1=\"{y + 2}\" y2=\"{Bottom}\"><title>{marks[i].Label}</title></line>");
            if (row >= 0)
            {
                Svg.WriteLine($"<text class=\"{(marks[i].IsStrong ? "strongtext" : "tick")}\" x=\"{start}\" y=\"{y - 2}\">{marks[i].Label}</text>");
            }
        }
    }

    /// <summary>Ends the drawing.</summary>
    public Markup End()
    {
        Svg.WriteLine($"</svg>");
        return Svg.ToMarkup();
    }

    /// <summary>Height of a drawing whose rectangle is <paramref name="inner"/> high.</summary>
    public static double HeightAround(double inner, int markRows) => TitleHeight + (markRows * RowHeight) + inner + FootHeight;

    /// <summary>Rows that the marks' labels need. The rectangle is not known yet, so most of the width stands for it.</summary>
    public static int RowsFor(IReadOnlyList<ChartMark> marks, Axis x, ChartSize size) => marks.Count == 0
        ? 0
        : PlaceMarks(marks, m => 40 + (x.Position(m.Value) * (size.Width * 0.75)), 0, size.Width, MaxMarkRows).Max(p => p.Row) + 1;

    /// <summary>A row and a start for each label, or row -1 where none is free. Strong marks choose first.</summary>
    private static (int Row, double Start)[] PlaceMarks(IReadOnlyList<ChartMark> marks, Func<ChartMark, double> at, double left, double right, int rows)
    {
        const double Gap = 8;
        var taken = new List<(int Row, double Start, double End)>();
        var placed = new (int Row, double Start)[marks.Count];
        foreach (int i in Enumerable.Range(0, marks.Count).OrderByDescending(i => marks[i].IsStrong).ThenBy(i => at(marks[i])))
        {
            double width = ChartSize.TextWidth(marks[i].Label);
            double start = Math.Clamp(at(marks[i]) - (width / 2), Math.Min(left, right - width), Math.Max(left, right - width));
            int row = Enumerable.Range(0, rows).FirstOrDefault(r => !taken.Exists(t => t.Row == r && start < t.End + Gap && t.Start < start + width + Gap), -1);
            taken.Add((row, start, start + width));
            placed[i] = (row, start);
        }

        return placed;
    }
}
