namespace DataCuration.Pipelines.Report.Html;

/// <summary>A table inside its own scrolling container, so that a phone scrolls the table and not the page.</summary>
internal static class Table
{
    /// <summary>Writes the table.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="name">What the table shows, for assistive technology.</param>
    /// <param name="columns">The headings.</param>
    /// <param name="rows">One cell a column, escaped here; the first cell is the row's heading.</param>
    public static void Write(HtmlWriter html, string name, IReadOnlyList<TableColumn> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        html.Write($"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\"><table><thead><tr>");
        foreach (TableColumn column in columns)
        {
            html.Write($"<th scope=\"col\"{NumberClass(column)}>{column.Title}</th>");
        }

        html.WriteLine($"</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in rows)
        {
            html.Write($"<tr><th scope=\"row\"{NumberClass(columns[0])}>{row[0]}</th>");
            for (int i = 1; i < columns.Count; i++)
            {
                html.Write($"<td{NumberClass(columns[i])}>{row[i]}</td>");
            }

            html.WriteLine($"</tr>");
        }

        html.WriteLine($"</tbody></table></div>");
    }

    private static Markup NumberClass(TableColumn column) => column.IsNumber ? new(" class=\"n\"") : column.IsWide ? new(" class=\"w\"") : Markup.None;
}
