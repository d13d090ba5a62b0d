using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DataCuration.Pipelines.Report;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Tests.Pipelines.Report;

public sealed partial class ReportRendererTests
{
    private static readonly string[] Anchors = ["mix", "budget", "frontier", "law", "funnel", "scores", "duplicates", "pruned", "repeats", "rephrasing", "examples", "quarantine", "cost", "provenance"];

    private static readonly string Page = ReportRenderer.Render(SampleReport.Create());

    private static readonly string EmptyPage = ReportRenderer.Render(SampleReport.Empty());

    [Fact]
    public void Render_of_equal_models_gives_equal_text_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NumberGroupSeparator = "'";
        odd.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = odd;

            ReportRenderer.Render(SampleReport.Create()).Should().Be(Page);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(AllAnchors))]
    public void Render_writes_every_section_full_or_empty(string anchor)
    {
        Page.Should().Contain($"<section id=\"{anchor}\">").And.Contain($"<a href=\"#{anchor}\">");
        EmptyPage.Should().Contain($"<section id=\"{anchor}\">");
    }

    public static TheoryData<string> AllAnchors() => new(Anchors);

    [Fact]
    public void Render_of_an_empty_model_draws_no_chart_and_says_so()
    {
        EmptyPage.Should().NotContain("<svg").And.NotContain("NaN");
        XElement body = Body(EmptyPage);
        foreach (XElement section in body.Descendants("section"))
        {
            section.Value.Should().NotBeEmpty();
            section.Descendants().Should().Contain(e => (string?)e.Attribute("class") == "none" || e.Name == "pre", "section {0} says what is missing", section.Attribute("id")!.Value);
        }
    }

    [Fact]
    public void Render_escapes_everything_a_document_says()
    {
        Page.Should().Contain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;quotes&#39; \uFFFDturned\uFFFD").And.NotContain("<script>alert");
    }

    [Fact]
    public void Render_escapes_names_in_text_attributes_and_drawings()
    {
        const string Hostile = "a\"><script>'&</title>";
        ReportModel sample = SampleReport.Create();
        ReportModel hostile = sample with
        {
            Name = Hostile,
            Mix = sample.Mix! with { LossUnit = Hostile, Pools = [sample.Mix!.Pools[0] with { Name = Hostile }] },
            Frontier = sample.Frontier! with { PoolNames = [Hostile, Hostile, Hostile, Hostile], LossUnit = Hostile },
            Law = sample.Law! with { Law = Hostile, Formula = Hostile, LossUnit = Hostile },
            Slider = sample.Slider! with { LossUnit = Hostile, Pools = [sample.Slider!.Pools[0] with { Name = Hostile }] },
            Provenance = sample.Provenance with { RecipeJson = Hostile, ProbeDevice = Hostile },
        };

        string page = ReportRenderer.Render(hostile);

        page.Should().NotContain("\"><script>").And.NotContain("'&</title>");
        Body(page).Should().NotBeNull();
    }

    [Fact]
    public void Render_loads_nothing()
    {
        Page.Should().NotContain("<link").And.NotContain("<img").And.NotContain("@import").And.NotContain("url(").And.NotContain("fetch(").And.NotContain("XMLHttpRequest");
        Body(Page).Descendants("script").Should().HaveCount(2).And.OnlyContain(script => script.Attribute("src") == null, "one law, one solver");
        foreach (Match reference in References().Matches(Page))
        {
            reference.Groups[1].Value.Should().StartWith("#");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Render_draws_well_formed_named_pictures_inside_their_frames(bool isCrowded)
    {
        string page = isCrowded ? ReportRenderer.Render(SampleReport.Crowded()) : Page;
        List<XElement> drawings = [.. Drawings().Matches(page).Select(m => XDocument.Parse(m.Value).Root!)];

        drawings.Should().HaveCountGreaterThan(12);
        foreach (XElement drawing in drawings)
        {
            drawing.Attribute("aria-label")!.Value.Should().NotBeEmpty();
            drawing.Element("title")!.Value.Should().NotBeEmpty();
            double[] box = [.. drawing.Attribute("viewBox")!.Value.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
            foreach (XElement text in drawing.Descendants("text"))
            {
                double x = (double)text.Attribute("x")!;
                double width = text.Value.Length * 13 * 0.5;
                double start = (string?)text.Attribute("text-anchor") switch { "end" => x - width, "middle" => x - (width / 2), _ => x };
                start.Should().BeGreaterThanOrEqualTo(-1, "'{0}' starts inside {1}", text.Value, drawing.Attribute("aria-label")!.Value);
                (start + width).Should().BeLessThanOrEqualTo(box[2] + 1, "'{0}' ends inside {1}", text.Value, drawing.Attribute("aria-label")!.Value);
                ((double)text.Attribute("y")!).Should().BeInRange(0, box[3]);
            }
        }
    }

    [Fact]
    public void Render_never_writes_a_number_that_is_none()
    {
        Script().Replace(Page, "").Should().NotContain("NaN").And.NotContain("Infinity").And.NotContain("∞");
    }

    [Fact]
    public void Render_writes_a_page_that_is_well_formed()
    {
        Body(Page).Descendants("section").Should().HaveCount(Anchors.Length);
    }

    [Theory]
    [InlineData("head", "27,851|14,208|13,602|41|8.2 M|21|4.6e12|15.3 % of the budget")]
    [InlineData("mix", "2,911|3,470|3,713|4,114|1.9 M|7.05 M|3.7|1.5|69.1 %|30.9 %|0.4921|2.310 [2.281, 2.352]|+0.041 [+0.018, +0.066]|2.322 [2.291, 2.371]|+0.012 [−0.004, +0.031]|78.3 %")]
    [InlineData("frontier", "1.9e12|1.05e13|1.31e14|1.9e14|7e12|1.5e13|your budget|UniMax, +0.021|90.0 %")]
    [InlineData("law", "0.00413|61 of 64|31 [24.1, 40.7]|0.201 [0.178, 0.226]|not identified|given|only together|3.021 [2.990, 3.060]|3.034|−0.013|200 k")]
    [InlineData("rephrasing", "easy|1,000|801|150|9|40|83.4 %|filtered:numbers|150|15.0 %|failed:http-500|measured 0.25|The tower was built in 1931.|It was built in 1913.")]
    [InlineData("funnel", "27,810|18,344|106 MB|4,212|2,006|0.4417|0.0512|3,011|15.1 %|24,100|4.4 M|93.6 %")]
    [InlineData("scores", "0.947 [0.938, 0.956]|782|3,128|412|351|at least 0.12|at most 10")]
    [InlineData("duplicates", "1,125|3,011|1,904|96 documents|4.81 kB|0.964|and 93 more")]
    [InlineData("examples", "2,911|0.9312|value 7, threshold 50|value 0.6, threshold 0.3")]
    [InlineData("quarantine", "DC1004|33|DC1011|1,048,713|88,310,224")]
    [InlineData("law", "equal shares|3.121 [3.090, 3.160]|yes|3.015 [2.980, 3.060]|no|3.201|The mix follows the law.")]
    [InlineData("cost", "pool q1|1.9 M|3.6e12|81.1 %|held-out mixture equal|18.9 %|14.8 % of the budget")]
    [InlineData("provenance", "20260114|cpu, 1 thread|0.107.0|deduplicate|data/web/*.warc.gz")]
    public void Render_shows_the_numbers_of_the_model(string part, string numbers)
    {
        XElement body = Body(Page);
        string text = part == "head"
            ? body.Descendants("header").Single().Value
            : body.Descendants("section").Single(s => s.Attribute("id")!.Value == part).Value;

        foreach (string number in numbers.Split('|'))
        {
            text.Should().Contain(number);
        }
    }

    [Fact]
    public void Render_shows_only_the_beginning_of_a_long_text()
    {
        ReportModel model = SampleReport.Create() with
        {
            Examples = [new ExampleGroup { Reason = "r", IsKept = true, Documents = 1, Examples = [new ExampleDocument(SampleReport.Id(1), "web", new string('x', 100_000))] }],
        };

        string page = ReportRenderer.Render(model);

        page.Should().Contain(new string('x', 300) + " …").And.NotContain(new string('x', 301));
    }

    [Fact]
    public void Render_of_values_that_are_not_numbers_stays_well_formed()
    {
        ReportModel sample = SampleReport.Create();
        ReportModel model = sample with
        {
            Frontier = sample.Frontier! with
            {
                Points = [.. sample.Frontier!.Points.Select(p => p with { Loss = new Estimate(double.NaN, double.NaN, double.PositiveInfinity) })],
                Transitions = [new FrontierTransition(new Estimate(double.NaN), "nothing")],
            },
            Law = sample.Law! with { Pools = [sample.Law!.Pools[0] with { Points = [], Curve = [(1, double.NaN)] }], ResidualRms = double.NaN },
        };

        string page = ReportRenderer.Render(model);

        page.Should().NotContain("NaN").And.NotContain("∞");
        Body(page).Should().NotBeNull();
    }

    /// <summary>The page's body is written so that it is XML as well, which lets a strict parser check the nesting.</summary>
    private static XElement Body(string page)
    {
        int start = page.IndexOf("<body>", StringComparison.Ordinal);
        int end = page.IndexOf("</body>", StringComparison.Ordinal) + "</body>".Length;
        return XDocument.Parse(page[start..end], LoadOptions.PreserveWhitespace).Root!;
    }

    [GeneratedRegex("<script>.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Drawings();

    [GeneratedRegex("(?:href|src|action|data|poster)=\"([^\"]*)\"")]
    private static partial Regex References();
}
