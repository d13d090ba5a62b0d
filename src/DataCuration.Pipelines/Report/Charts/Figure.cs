using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Pipelines.Report.Charts;

/// <summary>A chart with its heading and its legend.</summary>
internal static class Figure
{
    /// <summary>Number of distinct colours; further series take the first ones again with another dash.</summary>
    private const int Colours = 8;

    private static readonly string[] BaselineDashes = ["2 3", "7 4", "1 5", "10 4 2 4"];

    /// <summary>Writes the figure: the legend as text, the drawing once for wide and once for narrow pages.</summary>
    public static void Write(HtmlWriter html, string title, IReadOnlyList<(string Name, int Series)> legend, Func<ChartSize, Markup> draw)
    {
        html.WriteLine($"<figure><figcaption>{title}</figcaption>");
        if (legend.Count > 0)
        {
            html.Write($"<ul class=\"legend\">");
            foreach ((string name, int series) in legend)
            {
                html.Write($"<li><i class=\"{Colour(series)}\"></i>{name}</li>");
            }

            html.WriteLine($"</ul>");
        }

        html.WriteLine($"<div class=\"wide\">{draw(ChartSize.Wide)}</div>");
        html.WriteLine($"<div class=\"narrow\">{draw(ChartSize.Narrow)}</div></figure>");
    }

    /// <summary>The class that colours a series; a negative number is the quiet grey of comparisons.</summary>
    public static string Colour(int series) => series < 0 ? "quiet" : "c" + (series % Colours).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The stroke pattern of a series: colour is never the only difference.</summary>
    public static string Dash(int series) => series < 0 ? BaselineDashes[-(series + 1) % BaselineDashes.Length] : (series % 4) switch
    {
        0 => "none",
        1 => "9 3",
        2 => "3 3",
        _ => "12 3 3 3",
    };
}
