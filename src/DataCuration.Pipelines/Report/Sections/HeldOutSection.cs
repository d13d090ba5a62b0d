using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>Mixtures that the law did not see: prediction, measurement, interval, and whether the mix may follow the law.</summary>
internal static class HeldOutSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, LawModel law)
    {
        html.WriteLine($"<h3>Mixtures held out</h3>");
        if (law.HoldOuts is not { } test)
        {
            html.WriteLine($"<p class=\"none\">No mixture was trained, so nothing shows how well the law, fitted to single pools, predicts mixtures.</p>");
            return;
        }

        html.WriteLine($"<p>The law was fitted to single pools. These probes trained on mixtures that it never saw. {test.Verdict}</p>");
        Table.Write(html, "Predicted and measured loss of held-out mixtures",
            [TableColumn.Words("Mixture"), TableColumn.Number("Tokens seen"), TableColumn.Number("Predicted"), TableColumn.Number("Measured"),
                TableColumn.Number("Predicted − measured"), TableColumn.Words("In the interval"), TableColumn.Number("Mean of the pools")],
            test.Runs.Select(run => (IReadOnlyList<string>)[run.Mixture, NumberText.Compact(run.Tokens), NumberText.Loss(run.Predicted), NumberText.Loss(run.Measured),
                NumberText.SignedLoss(run.Predicted.Value - run.Measured), IsInside(run) ? "yes" : "no", NumberText.Loss(run.PoolMean)]));
        html.WriteLine($"<p class=\"note\">Brackets: where 90 % of new measurements should lie, by the resampled laws and their residuals. Mean of the pools: the single pools’ measured losses at this length, weighted by their tokens.</p>");
    }

    private static bool IsInside(LawHeldOutRun run) => run.Measured >= run.Predicted.Low && run.Measured <= run.Predicted.High;
}
