using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Tests;

/// <summary>The laws' values to the last digits, and the decisions of the paper's own parameters.</summary>
public sealed class GoldenValueTests
{
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Rows = Table.Read("golden_values.csv");

    public static TheoryData<int> All => [.. Enumerable.Range(0, Rows.Count)];

    [Theory]
    [MemberData(nameof(All))]
    public void Law_has_the_golden_value(int row)
    {
        IReadOnlyDictionary<string, string> golden = Rows[row];

        double error = LawOf(golden).Predict(RunOf(golden, golden.Number("samples_seen")), ParametersOf(golden));

        error.Should().BeApproximately(golden.Number("error"), 1e-12 * golden.Number("error"));
    }

    [Fact]
    public void There_are_132_of_them() => Rows.Should().HaveCount(132);

    // Transitions by bisection, and as the reference quotes them (100.9, 1097.8, 67.9, 345.3): those are the first point beyond on a grid of 1500
    // budgets from 5 million to 5 billion samples, equally spaced in the logarithm, which lies up to 0.46 % further.
    [Fact]
    public void Authors_parameters_choose_what_the_authors_chose() =>
        Check(
            pools => new Qqt(pools, QqtForm.AuthorsCode), 0.025, [-0.16, -0.125, -0.1, -0.085], [6.7272727272727275, 8.545454545454547, 5.2727272727272725, 2.2727272727272725],
            [1, 1, 2, 2], [100.541514, 1096.343772], [100.9, 1097.8]);

    [Fact]
    public void Authors_parameters_of_effective_data_choose_what_the_authors_chose() =>
        Check(
            pools => new QqtData(pools), 0.022, [-0.18227272727272728, -0.14484848484848487, -0.1353030303030303, -0.09757575757575758],
            [4, 4.363636363636363, 2.909090909090909, 1.4545454545454546], [1, 1, 2, 3], [67.765435, 344.395479], [67.9, 345.3]);

    [Theory]
    [InlineData(32, 18.247, 15.836, 13.422, 11.677)]
    [InlineData(64, 24.621, 23.301, 20.398, 17.989)]
    [InlineData(128, 28.729, 29.600, 26.766, 24.128)]
    [InlineData(640, 31.176, 38.552, 37.565, 35.136)]
    public void Authors_parameters_predict_the_quoted_accuracies(double millions, params double[] accuracies)
    {
        Enumerable.Range(1, 4).Select(pools => Math.Round(100 * (1 - ErrorOf(
            names => new Qqt(names, QqtForm.AuthorsCode), 0.025, [-0.16, -0.125, -0.1, -0.085], [6.7272727272727275, 8.545454545454547, 5.2727272727272725, 2.2727272727272725], pools, 1e6 * millions)), 3))
            .Should().Equal(accuracies);
    }

    private static double ErrorOf(Func<string[], LossLaw> law, double a, double[] exponents, double[] halfLives, int pools, double budget) =>
        law([.. Enumerable.Range(1, pools).Select(pool => $"p{pool}")]).Predict(
            new TrainingRun([.. Enumerable.Repeat(12.8e6, pools)], [.. Enumerable.Repeat(budget / pools, pools)]),
            [1e5 / a, 0.1, .. exponents.Take(pools), .. halfLives.Take(pools)]);

    private static void Check(Func<string[], LossLaw> law, double a, double[] exponents, double[] halfLives, int[] chosen, double[] transitions, double[] quoted)
    {
        new[] { 32e6, 64e6, 128e6, 640e6 }.Select(budget => Enumerable.Range(1, 4).MinBy(pools => Error(pools, budget))).Should().Equal(chosen);
        for (int i = 0; i < 2; i++)
        {
            Transition(i + 1).Should().BeApproximately(1e6 * transitions[i], 10);
            Math.Round(FirstBeyond(i + 1) / 1e6, 1).Should().Be(quoted[i]);
        }

        double Error(int pools, double budget) => ErrorOf(law, a, exponents, halfLives, pools, budget);

        double Transition(int smaller)
        {
            (double low, double high) = (16e6, 4e9);
            while (high / low > 1 + 1e-9)
            {
                double middle = Math.Sqrt(low * high);
                (low, high) = Error(smaller, middle) < Error(smaller + 1, middle) ? (middle, high) : (low, middle);
            }

            return low;
        }

        double FirstBeyond(int smaller) => Enumerable.Range(0, 1500).Select(i => 5e6 * Math.Pow(1000, i / 1499.0)).First(budget => budget > 16e6 && Error(smaller + 1, budget) < Error(smaller, budget));
    }

    private static LossLaw LawOf(IReadOnlyDictionary<string, string> golden)
    {
        string[] names = [.. Enumerable.Range(1, golden.Numbers("b").Length).Select(pool => $"p{pool}")];
        return golden["function"] switch
        {
            string name when name.Contains("effective_data", StringComparison.Ordinal) => new QqtData(names),
            string name when name.Contains("inside", StringComparison.Ordinal) => new Qqt(names, QqtForm.AuthorsCode),
            _ => new Qqt(names),
        };
    }

    private static TrainingRun RunOf(IReadOnlyDictionary<string, string> golden, double samples)
    {
        int pools = golden.Numbers("b").Length;
        double unique = golden.Number("samples_per_epoch_total") / pools;
        return new TrainingRun([.. Enumerable.Repeat(unique, pools)], [.. Enumerable.Repeat(samples / pools, pools)]);
    }

    private static double[] ParametersOf(IReadOnlyDictionary<string, string> golden) =>
        [1e5 / golden.Number("a"), golden.Number("d"), .. golden.Numbers("b"), .. golden.Numbers("half_life_epochs")];
}
