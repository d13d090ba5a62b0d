using System.Globalization;
using System.Text.Json;
using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>A slider over the budget that solves the mix again in the page. Without scripts, and on paper, the frontier's table says the same.</summary>
internal static class SliderSection
{
    /// <summary>Writes the section's content.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Slider is not { } slider)
        {
            html.WriteLine($"<p class=\"none\">Where single pools are limited or cost something to prepare, the page cannot solve the mix itself: use curate mix for other budgets.</p>");
            return;
        }

        html.WriteLine($"<div id=\"slider\" hidden=\"\"><p><label for=\"slider-range\">Training compute</label> <input id=\"slider-range\" type=\"range\" min=\"{Log10(slider.From)}\" max=\"{Log10(slider.To)}\" step=\"0.01\" value=\"{Log10(slider.Budget)}\" />");
        html.WriteLine($"<span class=\"exact\"><input id=\"slider-flops\" type=\"text\" inputmode=\"decimal\" size=\"12\" aria-label=\"Training compute in FLOPs\" /> FLOPs <button id=\"slider-reset\" type=\"button\">your budget</button></span></p>");
        html.WriteLine($"<p id=\"slider-answer\" class=\"promise\" aria-live=\"polite\"></p>");
        html.WriteLine($"<div class=\"scroll\"><table><caption class=\"quiet\">The best mix for this budget</caption><thead><tr><th scope=\"col\">Pool</th><th scope=\"col\" class=\"n\">Tokens</th><th scope=\"col\" class=\"n\">Epochs</th><th scope=\"col\" class=\"n\">Share</th><th scope=\"col\"></th></tr></thead><tbody>");
        foreach ((int index, SliderPool pool) in slider.Pools.Index())
        {
            html.WriteLine($"<tr><th scope=\"row\">{pool.Name}</th><td class=\"n\"></td><td class=\"n\"></td><td class=\"n\"></td><td class=\"meter\" aria-hidden=\"true\"><i class=\"c{index % 8}\"></i></td></tr>");
        }

        html.WriteLine($"</tbody></table></div></div>");
        html.WriteLine($"<noscript><p class=\"note\">The slider needs JavaScript; the table under “Other budgets” has the same numbers for a grid of budgets.</p></noscript>");
        html.WriteLine($"<script type=\"application/json\" id=\"slider-law\">{Json(slider)}</script>");
        html.WriteLine($"<script>/*<![CDATA[*/{EmbeddedText.SliderScript}/*]]>*/</script>");
    }

    // The serializer's default encoder writes <, > and & as escapes, so that no name can end the element.
    private static Markup Json(SliderModel slider) => new(JsonSerializer.Serialize(slider, JsonSerializerOptions.Web));

    private static string Log10(double value) => Math.Log10(value).ToString("R", CultureInfo.InvariantCulture);
}
