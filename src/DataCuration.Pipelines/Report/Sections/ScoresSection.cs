using DataCuration.Pipelines.Report.Charts;
using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>Where the scores lie, where the pools divide them, and how far the classifier can be trusted.</summary>
internal static class ScoresSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Scores is not { } scores)
        {
            html.WriteLine($"<p class=\"none\">Nothing was scored.</p>");
            return;
        }

        Score(html, scores.Score);
        Classifier(html, scores.Classifier);
        Metrics(html, scores.Metrics);
    }

    private static void Score(HtmlWriter html, ScoreDistribution? score)
    {
        if (score is not { Sources.Count: > 0 })
        {
            html.WriteLine($"<p class=\"none\">Pools are not divided by a score.</p>");
            return;
        }

        html.WriteLine($"<p>Documents by <code>{score.Column}</code>, one panel a source; dashed lines divide the pools.</p>");
        Figure.Write(html, $"{score.Column} per source", [.. score.Sources.Select((s, i) => (s.Source, i))], new Histogram
        {
            Title = $"Documents by {score.Column}, per source",
            XTitle = score.Column,
            Edges = score.Edges,
            Groups = score.Sources,
            Marks = [.. score.PoolEdges.Select(e => new ChartMark(e.Score, e.Label))],
        }.Draw);
    }

    private static void Classifier(HtmlWriter html, ClassifierModel? classifier)
    {
        html.WriteLine($"<h3>The classifier</h3>");
        if (classifier is null)
        {
            html.WriteLine($"<p class=\"none\">The recipe has no classifier.</p>");
            return;
        }

        (long positive, long negative) = classifier.TrainingDocuments;
        html.WriteLine($"<p>{classifier.Name}, trained on {NumberText.Count(positive)} positive and {NumberText.Count(negative)} negative documents. Area under the ROC curve on held-out documents: <b>{NumberText.Loss(classifier.Auc)}</b> (0.5 is chance, 1 is perfect).</p>");
        if (classifier.Calibration.Count > 0)
        {
            Table.Write(html, "Calibration of the classifier",
                [TableColumn.Words("Score"), TableColumn.Number("Documents"), TableColumn.Number("Predicted positive"), TableColumn.Number("Observed positive")],
                classifier.Calibration.Select(b => (IReadOnlyList<string>)[$"{NumberText.Value(b.Low)} to {NumberText.Value(b.High)}", NumberText.Count(b.Documents),
                    NumberText.Percent(b.MeanScore), NumberText.Percent(b.PositiveShare)]));
        }
    }

    private static void Metrics(HtmlWriter html, IReadOnlyList<MetricDistribution> metrics)
    {
        if (metrics.Count == 0)
        {
            return;
        }

        html.WriteLine($"<h3>Metrics and their thresholds</h3><div class=\"pair\">");
        for (int i = 0; i < metrics.Count; i++)
        {
            MetricDistribution metric = metrics[i];
            Func<ChartSize, Markup> draw = new Histogram
            {
                Title = $"Documents by {metric.Metric}",
                XTitle = metric.Unit.Length > 0 ? $"{metric.Metric} ({metric.Unit})" : metric.Metric,
                Edges = metric.Edges,
                Groups = [("all sources", metric.Counts)],
                Marks = [.. metric.Thresholds.Select(t => new ChartMark(t.Value, t.Label, IsStrong: true))],
                IsLogarithmic = metric.IsLogarithmic,
                PanelHeight = 110,
            }.Draw;
            // Two of them stand side by side on a wide page, so the narrow drawing serves both.
            html.WriteLine($"<figure><figcaption>{metric.Metric}</figcaption>{draw(ChartSize.Narrow)}</figure>");
        }

        html.WriteLine($"</div>");
    }
}
