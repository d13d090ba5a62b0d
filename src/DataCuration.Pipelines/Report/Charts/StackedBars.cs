using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Pipelines.Report.Charts;

/// <summary>Two or more bars of equal length divided by the same parts, to compare divisions. Parts are named under the bar where there is room.</summary>
internal sealed record StackedBars
{
    private const double BarHeight = 30;

    /// <summary>What the drawing shows, in one sentence, for assistive technology.</summary>
    public required string Title { get; init; }

    /// <summary>Bars: a heading and the shares (0 to 1) of the parts.</summary>
    public required IReadOnlyList<(string Heading, IReadOnlyList<double> Shares)> Bars { get; init; }

    /// <summary>The parts' names.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>The drawing.</summary>
    public Markup Draw(ChartSize size)
    {
        var svg = new HtmlWriter();
        svg.WriteLine($"<svg viewBox=\"0 0 {size.Width} {Bars.Count * 84}\" role=\"img\" aria-label=\"{Title}\"><title>{Title}</title>");
        double y = 0;
        foreach ((string heading, IReadOnlyList<double> shares) in Bars)
        {
            svg.WriteLine($"<text class=\"name\" x=\"0\" y=\"{y + 14}\">{heading}</text>");
            double x = 0;
            for (int part = 0; part < Parts.Count; part++)
            {
                double width = Math.Max(0, shares[part]) * size.Width;
                if (width > 0)
                {
                    svg.Write($"<rect class=\"bar {Figure.Colour(part)}\" x=\"{x}\" y=\"{y + 22}\" width=\"{Math.Max(width - 1.5, 0.5)}\" height=\"{BarHeight}\"><title>{Parts[part]}: {NumberText.Percent(shares[part])}</title></rect>");
                    string text = $"{Parts[part]} {NumberText.Percent(shares[part])}";
                    if (ChartSize.TextWidth(text) <= width)
                    {
                        svg.WriteLine($"<text class=\"end\" x=\"{x + 1}\" y=\"{y + 68}\">{text}</text>");
                    }
                    else if (ChartSize.TextWidth(Parts[part]) <= width)
                    {
                        svg.WriteLine($"<text class=\"end\" x=\"{x + 1}\" y=\"{y + 68}\">{Parts[part]}</text>");
                    }
                }

                x += width;
            }

            y += 84;
        }

        svg.WriteLine($"</svg>");
        return svg.ToMarkup();
    }
}
