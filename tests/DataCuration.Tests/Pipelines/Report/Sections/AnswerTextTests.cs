using DataCuration.Pipelines.Report;
using DataCuration.Pipelines.Report.Model;
using DataCuration.Pipelines.Report.Sections;

namespace DataCuration.Tests.Pipelines.Report.Sections;

public sealed class AnswerTextTests
{
    private static readonly ReportModel Sample = SampleReport.Create();

    [Fact]
    public void Decision_names_budget_epochs_and_unused_pools()
    {
        AnswerText.Decision(Sample).Should().Be(
            "For 3e13 FLOPs (10.2 M tokens, a model of 490 k parameters): 3.7 epochs of pool q1, 1.5 of q2, nothing of q3 or q4.");
    }

    [Fact]
    public void Promise_names_the_reference_baseline()
    {
        AnswerText.Promise(Sample).Should().Be("Predicted 2.310 [2.281, 2.352] bits per byte; 0.041 better than everything once.");
    }

    [Fact]
    public void Promise_of_a_mix_that_loses_says_so()
    {
        ReportModel worse = With(m => m with { Baselines = [new MixBaseline { Name = "UniMax", PredictedLoss = new Estimate(2.3) }] });

        AnswerText.Promise(worse).Should().EndWith("; 0.010 worse than UniMax.");
    }

    [Fact]
    public void Promise_of_equal_losses_says_so()
    {
        ReportModel equal = With(m => m with { Baselines = [new MixBaseline { Name = "UniMax", PredictedLoss = m.PredictedLoss }] });

        AnswerText.Promise(equal).Should().EndWith("; the same as UniMax.");
    }

    [Fact]
    public void Promise_without_baselines_is_the_prediction_alone()
    {
        AnswerText.Promise(With(m => m with { Baselines = [] })).Should().Be("Predicted 2.310 [2.281, 2.352] bits per byte.");
    }

    [Fact]
    public void Decision_without_a_mix_says_that_everything_enters_once()
    {
        ReportModel model = Sample with { Mix = null };

        AnswerText.Decision(model).Should().Be("No training budget was given, so every kept document enters the dataset once: 14,208 documents, 8.2 M tokens.");
        AnswerText.Promise(model).Should().BeEmpty();
    }

    [Fact]
    public void Decision_of_one_epoch_is_in_the_singular()
    {
        ReportModel one = With(m => m with { Pools = [m.Pools[0] with { Epochs = 1 }], ModelParameters = null });

        AnswerText.Decision(one).Should().Be("For 3e13 FLOPs (10.2 M tokens): 1.0 epoch of pool q1.");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Caveat_has_a_label_and_a_meaning_for_every_kind(string kind)
    {
        (string label, string meaning) = AnswerText.Caveat(Enum.Parse<CaveatKind>(kind));

        label.Should().NotBeEmpty().And.NotBe(kind);
        meaning.Should().EndWith(".");
    }

    public static TheoryData<string> Kinds() => new(Enum.GetNames<CaveatKind>());

    private static ReportModel With(Func<MixModel, MixModel> change) => Sample with { Mix = change(Sample.Mix!) };
}
