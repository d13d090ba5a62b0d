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

    // The reference gives the transitions of the first law as 100.9 M and 1097.8 M; the formula itself, whose values the golden table holds to 16 digits,
    // crosses at 100.54 M and 1096.4 M in two independent implementations, so the tolerance is half a percent.
    [Fact]
    public void Authors_parameters_choose_what_the_authors_chose() =>
        Check(
            pools => new Qqt(pools, QqtForm.AuthorsCode), 0.025, [-0.16, -0.125, -0.1, -0.085], [6.7272727272727275, 8.545454545454547, 5.2727272727272725, 2.2727272727272725],
            [1, 1, 2, 2], 100.9e6, 1097.8e6);

    [Fact]
    public void Authors_parameters_of_effective_data_choose_what_the_authors_chose() =>
        Check(
            pools => new QqtData(pools), 0.022, [-0.18227272727272728, -0.14484848484848487, -0.1353030303030303, -0.09757575757575758],
            [4, 4.363636363636363, 2.909090909090909, 1.4545454545454546], [1, 1, 2, 3], 67.9e6, 345.3e6);

    private static void Check(Func<string[], LossLaw> law, double a, double[] exponents, double[] halfLives, int[] chosen, double first, double second)
    {
        new[] { 32e6, 64e6, 128e6, 640e6 }.Select(budget => Enumerable.Range(1, 4).MinBy(pools => Error(pools, budget))).Should().Equal(chosen);
        Transition(1).Should().BeApproximately(first, 0.005 * first);
        Transition(2).Should().BeApproximately(second, 0.005 * second);

        double Error(int pools, double budget) => law([.. Enumerable.Range(1, pools).Select(pool => $"p{pool}")]).Predict(
            new TrainingRun([.. Enumerable.Repeat(12.8e6, pools)], [.. Enumerable.Repeat(budget / pools, pools)]),
            [1e5 / a, 0.1, .. exponents.Take(pools), .. halfLives.Take(pools)]);

        double Transition(int smaller)
        {
            (double low, double high) = (16e6, 4e9);
            while (high / low > 1 + 1e-6)
            {
                double middle = Math.Sqrt(low * high);
                (low, high) = Error(smaller, middle) < Error(smaller + 1, middle) ? (middle, high) : (low, middle);
            }

            return low;
        }
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
