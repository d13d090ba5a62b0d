using DataCuration.Pipelines.Report.Charts;
using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>What each step kept, why it dropped the rest, and how the sources fared.</summary>
internal static class FunnelSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        FunnelModel funnel = model.Funnel;
        if (funnel.Steps.Count == 0)
        {
            html.WriteLine($"<p class=\"none\">No step has run.</p>");
            return;
        }

        html.WriteLine($"<p>Documents in = kept + dropped + quarantined, checked after each step.</p>");
        Bars(html, funnel);
        Reasons(html, funnel);
        Sources(html, funnel);
    }

    private static void Bars(HtmlWriter html, FunnelModel funnel)
    {
        double documents = Math.Max(1, funnel.Steps.Max(s => s.Documents));
        double bytes = Math.Max(1, funnel.Steps.Max(s => s.TextBytes ?? 0));
        bool hasBytes = funnel.Steps.Any(s => s.TextBytes is not null);
        Figure.Write(html, "What is left after each step", hasBytes ? [("documents", 0), ("text", 1)] : [("documents", 0)], new BarChart
        {
            Title = "Documents and text left after each step",
            Rows = [.. funnel.Steps.Select(s =>
            {
                List<(double, string, int)> bars = [(s.Documents / documents, $"{NumberText.Count(s.Documents)} documents", 0)];
                string tokens = s.Tokens is { } count ? $", {NumberText.Compact(count)} tokens" : "";
                if (s.TextBytes is { } size)
                {
                    bars.Add((size / bytes, NumberText.Bytes(size) + tokens, 1));
                }
                else if (tokens.Length > 0)
                {
                    bars[0] = (bars[0].Item1, bars[0].Item2 + tokens, 0);
                }

                return (s.Name, (IReadOnlyList<(double, string, int)>)bars);
            })],
        }.Draw);
    }

    private static void Reasons(HtmlWriter html, FunnelModel funnel)
    {
        var rows = new List<IReadOnlyList<string>>();
        for (int i = 0; i < funnel.Steps.Count; i++)
        {
            FunnelStep step = funnel.Steps[i];
            double entered = Math.Max(1, i == 0 ? step.Documents : funnel.Steps[i - 1].Documents);
            rows.AddRange(step.Reasons.Select(r => (IReadOnlyList<string>)[r.Rule, step.Name, NumberText.Count(r.Documents),
                NumberText.Percent(r.Documents / entered), NumberText.Value(r.MedianValue), NumberText.Value(r.Threshold)]));
        }

        html.WriteLine($"<h3>Why documents left</h3>");
        if (rows.Count == 0)
        {
            html.WriteLine($"<p class=\"none\">None did.</p>");
            return;
        }

        Table.Write(html, "Reasons by step",
            [TableColumn.Words("Reason"), TableColumn.Words("Missing from"), TableColumn.Number("Documents"), TableColumn.Number("Share"),
                TableColumn.Number("Median value"), TableColumn.Number("Threshold")], rows);
        html.WriteLine($"<p class=\"note\">Share: of the documents that the step before had left. Median value: what the rule measured on the documents it dropped.</p>");
    }

    /// <summary>Who the data is from, before and after.</summary>
    private static void Shares(HtmlWriter html, FunnelModel funnel, bool hasMix)
    {
        List<(string Name, IReadOnlyList<double> Shares)> bars =
        [
            ("Documents read", SharesOf(source => source.Documents.Count > 0 ? source.Documents[0] : 0)),
            ("Documents kept", SharesOf(source => source.Documents.Count > 0 ? source.Documents[^1] : 0)),
        ];
        if (hasMix)
        {
            bars.Add(("Tokens in the mix", SharesOf(source => source.MixTokens ?? 0)));
        }

        Figure.Write(html, "Shares of the sources, before and after", [.. funnel.Sources.Select((s, i) => (s.Name, i))], new StackedBars
        {
            Title = "Share of each source in what was read, kept and mixed",
            Parts = [.. funnel.Sources.Select(s => s.Name)],
            Bars = bars,
        }.Draw);

        double[] SharesOf(Func<FunnelSource, double> value)
        {
            double whole = funnel.Sources.Sum(value);
            return [.. funnel.Sources.Select(source => whole > 0 ? value(source) / whole : 0)];
        }
    }

    private static void Sources(HtmlWriter html, FunnelModel funnel)
    {
        if (funnel.Sources.Count == 0)
        {
            return;
        }

        html.WriteLine($"<h3>By source</h3>");
        bool hasMix = funnel.Sources.Any(s => s.MixTokens is not null);
        List<TableColumn> columns = [TableColumn.Words("Source"), .. funnel.Steps.Select(s => TableColumn.Number(s.Name)), TableColumn.Number("Left")];
        if (hasMix)
        {
            columns.Add(TableColumn.Number("Tokens in the mix"));
        }

        Shares(html, funnel, hasMix);
        Table.Write(html, "Documents left after each step, by source", columns, funnel.Sources.Select(s =>
        {
            double left = s.Documents is { Count: > 0 } d && d[0] > 0 ? d[^1] / (double)d[0] : double.NaN;
            List<string> row = [s.Name, .. s.Documents.Select(NumberText.Count), NumberText.Percent(left)];
            if (hasMix)
            {
                row.Add(NumberText.Compact(s.MixTokens ?? double.NaN));
            }

            return (IReadOnlyList<string>)row;
        }));
    }
}
