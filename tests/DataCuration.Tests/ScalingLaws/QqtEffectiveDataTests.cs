using DataCuration.ScalingLaws.Laws;

namespace DataCuration.Tests.ScalingLaws;

public sealed class QqtEffectiveDataTests
{
    /// <summary>
    /// Values of y = (a n_eff / 1e5)^b + d with n_eff = sum over epochs of new samples times 0.5^(epoch / half-life), the "effective data" form of
    /// Goyal et al. 2024, computed independently in double precision.
    /// </summary>
    [Theory]
    [InlineData(3200000, 12800000, 0.025, -0.16, 6.7272727272727275, 0.1, 1.1363479724759586)]
    [InlineData(12800000, 12800000, 0.025, -0.16, 6.7272727272727275, 0.1, 0.9301871434515692)]
    [InlineData(19200000, 12800000, 0.025, -0.16, 6.7272727272727275, 0.1, 0.8821804225902287)]
    [InlineData(25600000, 12800000, 0.025, -0.16, 6.7272727272727275, 0.1, 0.849029373628768)]
    [InlineData(64000000, 12800000, 0.025, -0.16, 6.7272727272727275, 0.1, 0.7621007222542674)]
    [InlineData(128000000, 12800000, 0.025, -0.16, 6.7272727272727275, 0.1, 0.7142965778268996)]
    [InlineData(640000000, 12800000, 0.025, -0.16, 6.7272727272727275, 0.1, 0.6729387424463543)]
    [InlineData(3200000, 12800000, 0.022, -0.14484848484848487, 4.363636363636363, 0.1, 1.1521529310681475)]
    [InlineData(12800000, 12800000, 0.022, -0.14484848484848487, 4.363636363636363, 0.1, 0.9607388227941009)]
    [InlineData(19200000, 12800000, 0.022, -0.14484848484848487, 4.363636363636363, 0.1, 0.9175654815523506)]
    [InlineData(25600000, 12800000, 0.022, -0.14484848484848487, 4.363636363636363, 0.1, 0.8871648877311546)]
    [InlineData(64000000, 12800000, 0.022, -0.14484848484848487, 4.363636363636363, 0.1, 0.811267573185638)]
    [InlineData(128000000, 12800000, 0.022, -0.14484848484848487, 4.363636363636363, 0.1, 0.7738690114785478)]
    [InlineData(640000000, 12800000, 0.022, -0.14484848484848487, 4.363636363636363, 0.1, 0.7519680727742072)]
    [InlineData(3200000, 12800000, 0.021, -0.055, 1.0, 0.0, 1.0221030635064399)]
    [InlineData(12800000, 12800000, 0.021, -0.055, 1.0, 0.0, 0.9470684966666427)]
    [InlineData(19200000, 12800000, 0.021, -0.055, 1.0, 0.0, 0.9355162588500393)]
    [InlineData(25600000, 12800000, 0.021, -0.055, 1.0, 0.0, 0.9261820742608098)]
    [InlineData(64000000, 12800000, 0.021, -0.055, 1.0, 0.0, 0.9132361538987882)]
    [InlineData(128000000, 12800000, 0.021, -0.055, 1.0, 0.0, 0.911691862562022)]
    [InlineData(640000000, 12800000, 0.021, -0.055, 1.0, 0.0, 0.9116428721280398)]
    [InlineData(3200000, 12800000, 0.05, -0.3, 30.0, 0.25, 1.1184883661098435)]
    [InlineData(12800000, 12800000, 0.05, -0.3, 30.0, 0.25, 0.822988634748082)]
    [InlineData(19200000, 12800000, 0.05, -0.3, 30.0, 0.25, 0.758527396654211)]
    [InlineData(25600000, 12800000, 0.05, -0.3, 30.0, 0.25, 0.7170178339067762)]
    [InlineData(64000000, 12800000, 0.05, -0.3, 30.0, 0.25, 0.6084314108957442)]
    [InlineData(128000000, 12800000, 0.05, -0.3, 30.0, 0.25, 0.5460776203264465)]
    [InlineData(640000000, 12800000, 0.05, -0.3, 30.0, 0.25, 0.45655898564735375)]
    public void Predict_of_one_pool_equals_the_papers_effective_data_form(
        double seen, double unique, double a, double b, double halfLife, double irreducible, double expected)
    {
        QqtEffectiveData law = new()
        {
            Irreducible = irreducible,
            Scale = Math.Pow(a * QqtEffectiveData.Unit / 1e5, b),
            Exponent = -b,
            Dilution = 0,
            Pools = [new PoolUtility("pool", 1, halfLife)],
        };

        law.Predict([unique], [seen]).Should().BeApproximately(expected, 1e-12 * expected);
    }

    [Fact]
    public void Predict_without_any_token_is_infinite() => Law(0).Predict([1e6, 1e6], [0, 0]).Should().Be(double.PositiveInfinity);

    [Fact]
    public void HalfLifeIn_with_full_dilution_of_equal_pools_is_the_papers_p_times_tau() =>
        Law(1).HalfLifeIn(0, 1e6, 4e6).Should().BeApproximately(4 * 3.0, 1e-12);

    private static QqtEffectiveData Law(double dilution) => new()
    {
        Irreducible = 1,
        Scale = 1,
        Exponent = 0.2,
        Dilution = dilution,
        Pools = [new PoolUtility("a", 1, 3), new PoolUtility("b", 0.5, 6)],
    };
}
