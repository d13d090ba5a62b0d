using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Pipelines.Report.Charts;

/// <summary>Horizontal bars from zero, one group a row, each bar with its value written beside it.</summary>
internal sealed record BarChart
{
    private const double BarHeight = 18;
    private const double NameHeight = 22;

    /// <summary>What the drawing shows, in one sentence, for assistive technology.</summary>
    public required string Title { get; init; }

    /// <summary>The rows: a name and its bars. A bar has a length (0 to 1), its value in words and its colour.</summary>
    public required IReadOnlyList<(string Name, IReadOnlyList<(double Length, string Text, int Series)> Bars)> Rows { get; init; }

    /// <summary>The drawing.</summary>
    public Markup Draw(ChartSize size)
    {
        double nameWidth = size.IsNarrow ? 0 : Math.Min(260, Rows.Select(r => ChartSize.TextWidth(r.Name)).DefaultIfEmpty(0).Max() + 12);
        double textWidth = Rows.SelectMany(r => r.Bars).Select(b => ChartSize.TextWidth(b.Text)).DefaultIfEmpty(0).Max() + 8;
        double full = size.Width - nameWidth - textWidth;
        double above = size.IsNarrow ? NameHeight : 0;
        double height = Rows.Sum(r => above + (r.Bars.Count * BarHeight) + 12);
        var svg = new HtmlWriter();
        svg.WriteLine($"<svg viewBox=\"0 0 {size.Width} {Math.Max(height, 1)}\" role=\"img\" aria-label=\"{Title}\"><title>{Title}</title>");
        double y = 4;
        foreach ((string name, IReadOnlyList<(double Length, string Text, int Series)> bars) in Rows)
        {
            double nameY = size.IsNarrow ? y + 12 : y + (bars.Count * BarHeight / 2) + 3;
            double nameX = size.IsNarrow ? 0 : nameWidth - 12;
            svg.WriteLine($"<text class=\"end\" x=\"{nameX}\" y=\"{nameY}\" text-anchor=\"{(size.IsNarrow ? "start" : "end")}\">{ChartSize.Fit(name, size.IsNarrow ? size.Width : nameWidth)}</text>");
            y += above;
            foreach ((double length, string text, int series) in bars)
            {
                double width = Math.Max(length > 0 ? 1.5 : 0, Math.Clamp(length, 0, 1) * full);
                svg.Write($"<rect class=\"bar {Figure.Colour(series)}\" x=\"{nameWidth}\" y=\"{y}\" width=\"{width}\" height=\"{BarHeight - 4}\" rx=\"2\"/>");
                svg.WriteLine($"<text class=\"tick\" x=\"{nameWidth + width + 6}\" y=\"{y + 11.5}\">{text}</text>");
                y += BarHeight;
            }

            y += 12;
        }

        svg.WriteLine($"</svg>");
        return svg.ToMarkup();
    }
}
