using DataCuration.Storage.Requests;

namespace DataCuration.Tests.Storage;

public sealed class RetryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("Thu, 01 Jan 2026 00:01:30 GMT", 90.0)]
    public void Retry_after_is_seconds_or_a_date(string header, double seconds) =>
        RetryAfterHeader.Parse(header, Now).Should().Be(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(null)]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("Wed, 31 Dec 2025 23:59:00 GMT")]
    public void Retry_after_that_says_nothing_is_none(string? header) => RetryAfterHeader.Parse(header, Now).Should().BeNull();

    [Fact]
    public void Delay_doubles_up_to_half_a_minute_and_at_least_half_of_it_is_waited()
    {
        double[] whole = [0.5, 1, 2, 4, 8, 16, 30, 30];
        for (int attempt = 1; attempt <= whole.Length; attempt++)
        {
            for (int file = 0; file < 50; file++)
            {
                RetryDelay.After($"s3://bucket/{file}", attempt, null).TotalSeconds.Should().BeInRange(whole[attempt - 1] / 2, whole[attempt - 1]);
            }
        }
    }

    [Fact]
    public void Delay_is_the_same_for_the_same_file_and_spread_over_files()
    {
        double[] delays = [.. Enumerable.Range(0, 200).Select(file => RetryDelay.After($"s3://bucket/{file}", 1, null).TotalSeconds)];

        RetryDelay.After("s3://bucket/7", 1, null).TotalSeconds.Should().Be(delays[7]);
        delays.Average().Should().BeApproximately(0.375, 0.02);
        delays.Distinct().Should().HaveCountGreaterThan(190);
    }

    [Fact]
    public void Delay_that_the_server_asks_for_is_kept() =>
        RetryDelay.After("a", 3, TimeSpan.FromSeconds(17)).Should().Be(TimeSpan.FromSeconds(17));
}
