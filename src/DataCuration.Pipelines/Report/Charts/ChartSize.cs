namespace DataCuration.Pipelines.Report.Charts;

/// <summary>
/// The size a chart is laid out for, in units that the page shows as pixels. A drawing scaled down to a phone has letters nobody
/// can read, so every chart is laid out twice and the style sheet shows the one that fits.
/// </summary>
/// <param name="Width">Width of the drawing.</param>
/// <param name="IsNarrow">Whether this is the phone's.</param>
internal readonly record struct ChartSize(double Width, bool IsNarrow)
{
    /// <summary>For columns of 640 pixels and more.</summary>
    public static ChartSize Wide => new(920, false);

    /// <summary>For phones.</summary>
    public static ChartSize Narrow => new(350, true);

    /// <summary>Height of the letters; the same in both layouts, because neither is scaled much.</summary>
    public const double FontSize = 13;

    /// <summary>About how wide a text is. Wide enough for the system fonts, so that labels never touch.</summary>
    public static double TextWidth(string text) => text.Length * FontSize * 0.56;

    /// <summary>The text on one line or, between words, on two; what still does not fit is cut.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width)
    {
        if (TextWidth(text) <= width)
        {
            return [text];
        }

        int space = text.Length;
        do
        {
            space = text.LastIndexOf(' ', space - 1);
        }
        while (space > 0 && TextWidth(text[..space]) > width);
        return space <= 0 ? [Fit(text, width)] : [text[..space], Fit(text[(space + 1)..], width)];
    }

    /// <summary>The text, cut to what fits.</summary>
    public static string Fit(string text, double width)
    {
        int characters = (int)(width / (FontSize * 0.56));
        return text.Length <= characters ? text : characters < 2 ? "" : text[..(characters - 1)].TrimEnd() + "…";
    }
}
