using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>What the decision cost, beside the budget that it is for.</summary>
internal static class CostSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Costs.Count == 0)
        {
            html.WriteLine($"<p class=\"none\">No probe was trained: the decision cost no training compute.</p>");
            return;
        }

        double total = model.Costs.Sum(item => item.Flops);
        double? budget = model.Mix?.BudgetFlops;
        string share = budget is > 0 ? $", {NumberText.Percent(total / budget.Value)} of the budget" : "";
        html.WriteLine($"<p>Training the probes took {NumberText.Flops(total)} FLOPs{share}. Scoring and deduplication run on the CPU and are counted in time, which <code>curate status</code> shows.</p>");
        Table.Write(html, "Compute by what it was spent on",
            [TableColumn.Words("Spent on"), TableColumn.Number("Tokens"), TableColumn.Number("FLOPs"), TableColumn.Number("Share")],
            model.Costs.Select(item => (IReadOnlyList<string>)[item.What, NumberText.Compact(item.Tokens), NumberText.Flops(item.Flops), NumberText.Percent(item.Flops / total)]));
    }
}
