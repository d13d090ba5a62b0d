using DataCuration.Rephrasing.Generation.Pacing;

namespace DataCuration.Tests.Rephrasing.Generation;

public sealed class PacingTests
{
    [Fact]
    public async Task Concurrency_doubles_a_round_until_the_first_overload_then_grows_by_one_a_round()
    {
        AdaptiveConcurrency concurrency = new(max: 64);
        List<int> limits = [];
        for (int round = 0; round < 3; round++)
            limits.Add(await RoundAsync(concurrency, CallOutcome.Success));

        int afterOverload = await RoundAsync(concurrency, CallOutcome.Overload);
        int nextRound = await RoundAsync(concurrency, CallOutcome.Success);

        limits.Should().Equal(8, 16, 32);
        afterOverload.Should().Be(16, "one round of refusals is one sign, not thirty-two");
        nextRound.Should().BeInRange(16, 17);
        (await RoundAsync(concurrency, CallOutcome.Success)).Should().Be(17);
    }

    [Fact]
    public async Task Concurrency_stays_between_one_and_its_most()
    {
        AdaptiveConcurrency concurrency = new(max: 6);
        for (int round = 0; round < 5; round++)
            await RoundAsync(concurrency, CallOutcome.Success);
        int most = concurrency.Limit;

        for (int round = 0; round < 6; round++)
            await RoundAsync(concurrency, CallOutcome.Overload);

        (most, concurrency.Limit).Should().Be((6, 1));
    }

    [Fact]
    public async Task Turns_come_in_order_and_a_cancelled_one_is_passed_over()
    {
        AdaptiveConcurrency concurrency = new(max: 1);
        int running = await concurrency.AcquireAsync(CancellationToken.None);
        using CancellationTokenSource gone = new();
        Task<int> second = concurrency.AcquireAsync(gone.Token).AsTask();
        Task<int> third = concurrency.AcquireAsync(CancellationToken.None).AsTask();
        await gone.CancelAsync();

        concurrency.Release(running, CallOutcome.Unknown);

        await third;
        await FluentActions.Awaiting(() => second).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void Rate_allows_a_second_at_once_and_then_its_pace()
    {
        RateLimit limit = new(perMinute: 120, new VirtualTime());

        double[] waits = [.. Enumerable.Range(0, 5).Select(_ => limit.Take(1).TotalSeconds)];

        waits.Should().Equal(0, 0, 0.5, 1, 1.5);
    }

    private static async Task<int> RoundAsync(AdaptiveConcurrency concurrency, CallOutcome outcome)
    {
        int[] turns = new int[concurrency.Limit];
        for (int i = 0; i < turns.Length; i++)
            turns[i] = await concurrency.AcquireAsync(CancellationToken.None);
        foreach (int turn in turns)
            concurrency.Release(turn, outcome);
        return concurrency.Limit;
    }
}
