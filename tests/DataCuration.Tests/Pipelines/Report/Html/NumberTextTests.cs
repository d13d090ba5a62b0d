using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Tests.Pipelines.Report.Html;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(7, "7")]
    [InlineData(999, "999")]
    [InlineData(999.6, "1 k")]
    [InlineData(10_240_000, "10.2 M")]
    [InlineData(999_600, "1 M")]
    [InlineData(2.5e12, "2.5 T")]
    [InlineData(double.NaN, "–")]
    public void Compact_gives_three_digits_and_a_prefix(double value, string expected) => NumberText.Compact(value).Should().Be(expected);

    [Theory]
    [InlineData(12, "12 B")]
    [InlineData(4_812, "4.81 kB")]
    [InlineData(105_800_000, "106 MB")]
    public void Bytes_gives_decimal_units(long value, string expected) => NumberText.Bytes(value).Should().Be(expected);

    [Theory]
    [InlineData(3e13, "3e13")]
    [InlineData(1.234e17, "1.23e17")]
    [InlineData(600, "600")]
    [InlineData(double.PositiveInfinity, "–")]
    public void Flops_are_written_as_recipes_write_them(double value, string expected) => NumberText.Flops(value).Should().Be(expected);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.123, "0.12")]
    [InlineData(0.999, "1.0")]
    [InlineData(3.96, "4.0")]
    public void Epochs_have_one_decimal_and_two_below_one(double value, string expected) => NumberText.Epochs(value).Should().Be(expected);

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.5, "50.0 %")]
    [InlineData(0.00002, "0.002 %")]
    [InlineData(1, "100.0 %")]
    public void Percent_never_rounds_something_to_nothing(double share, string expected) => NumberText.Percent(share).Should().Be(expected);

    [Theory]
    [InlineData(0.04, "+0.040")]
    [InlineData(-0.04, "−0.040")]
    [InlineData(-0.0001, "0.000")]
    public void SignedLoss_writes_the_sign(double value, string expected) => NumberText.SignedLoss(value).Should().Be(expected);

    [Fact]
    public void Loss_writes_the_interval_only_when_both_ends_are_known()
    {
        NumberText.Loss(new Estimate(2.31, 2.28, 2.35)).Should().Be("2.310 [2.280, 2.350]");
        NumberText.Loss(new Estimate(2.31, 2.28)).Should().Be("2.310");
    }

    [Theory]
    [InlineData(0.0000123, "1.23e-5")]
    [InlineData(0.04417, "0.04417")]
    [InlineData(50.0, "50")]
    [InlineData(12345.6, "12,346")]
    [InlineData(null, "–")]
    public void Value_gives_four_digits(double? value, string expected) => NumberText.Value(value).Should().Be(expected);
}
