using System.Globalization;
using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;
using DataCuration.Probes.Decisions;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>How sure the order of the pools is: pairs of seeds and documents, and what the plan could have shown.</summary>
internal static class PoolOrderSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, PoolOrderModel? order)
    {
        html.WriteLine($"<h3>How sure the order of the pools is</h3>");
        if (order is null)
        {
            html.WriteLine($"<p class=\"none\">Fewer than two pools were probed at one length.</p>");
            return;
        }

        html.WriteLine($"<p>The probes of {NumberText.Epochs(order.Epochs)} epochs, each pool against the next one on the same seeds and the same held-out documents. {order.Power}</p>");
        Table.Write(html, "Each pool against the next one",
            [TableColumn.Words("Better"), TableColumn.Words("Worse"), TableColumn.Number("Difference, bits per byte"), TableColumn.Number("Probability"), TableColumn.Words("Verdict")],
            order.Steps.Select(step => (IReadOnlyList<string>)[step.Better, step.Worse, NumberText.Fixed(step.Difference, 4), NumberText.Percent(step.Probability), step.IsTie ? "tie" : "decided"]));
        html.WriteLine($"<p class=\"note\">Signal over noise of the held-out sets: {string.Join(", ", order.Sets.Select(Set))}. A set below {NumberText.Value(SignalToNoise.Least)} says more about chance than about the pools.</p>");
        if (order.Questions.Count > 0) WriteQuestions(html, order.Questions);
    }

    private static void WriteQuestions(HtmlWriter html, IReadOnlyList<QuestionRow> rows)
    {
        Table.Write(html, "Questions, by the likelihood of their answers",
            [TableColumn.Words("Questions"), TableColumn.Words("Pool"), TableColumn.Number("Right answers, bits per byte"), TableColumn.Number("Their probability among the choices"), TableColumn.Number("Right"), TableColumn.Number("By guessing"), TableColumn.Number("Asked")],
            rows.Select(row => (IReadOnlyList<string>)[row.Set, row.Pool, NumberText.Fixed(row.BitsPerByte, 4), Share(row.ChoiceProbability), Share(row.Accuracy), Share(row.Chance), NumberText.Value(row.Questions)]));
        html.WriteLine($"<p class=\"note\">Bits per byte fall long before a small model picks right answers; shares near guessing say nothing about the pools. Probabilities and shares are by log-likelihood a byte, so that short choices have no advantage.</p>");
    }

    private static string Share(double? share) => share is { } value ? NumberText.Percent(value) : "";

    private static string Set((string Name, double? Ratio) set) =>
        set.Ratio is not { } ratio ? $"{set.Name} not measured" : double.IsInfinity(ratio) ? $"{set.Name} without noise" : string.Create(CultureInfo.InvariantCulture, $"{set.Name} {ratio:0.0}");
}
