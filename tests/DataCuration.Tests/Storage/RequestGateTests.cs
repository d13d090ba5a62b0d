using DataCuration.Storage.Requests;

namespace DataCuration.Tests.Storage;

public sealed class RequestGateTests
{
    private readonly VirtualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_than_the_limit_enter_and_the_next_enters_when_one_leaves()
    {
        RequestGate gate = new(2, _time);
        await gate.EnterAsync(Token);
        await gate.EnterAsync(Token);

        Task third = gate.EnterAsync(Token);
        third.IsCompleted.Should().BeFalse();
        gate.Leave();

        await third.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    [Fact]
    public async Task Slowing_down_halves_the_limit_once_for_requests_that_fail_together_and_all_wait()
    {
        RequestGate gate = new(16, _time);

        gate.SlowDown(TimeSpan.FromSeconds(5));
        gate.SlowDown(TimeSpan.FromSeconds(9));
        gate.Allowed.Should().Be(8);
        await gate.EnterAsync(Token);

        _time.Waits.Should().Equal(TimeSpan.FromSeconds(9));
    }

    [Fact]
    public void Successes_raise_the_limit_one_by_one_up_to_where_it_was()
    {
        RequestGate gate = new(4, _time);
        gate.SlowDown(TimeSpan.FromSeconds(1));
        gate.Allowed.Should().Be(2);

        for (int i = 0; i < 2; i++) gate.Succeeded();
        gate.Allowed.Should().Be(3);
        for (int i = 0; i < 100; i++) gate.Succeeded();
        gate.Allowed.Should().Be(4);
    }

    [Fact]
    public async Task Cancelled_waiter_takes_no_place()
    {
        RequestGate gate = new(1, _time);
        await gate.EnterAsync(Token);
        using CancellationTokenSource cancelled = new();
        Task second = gate.EnterAsync(cancelled.Token);
        Task third = gate.EnterAsync(Token);

        await cancelled.CancelAsync();
        await FluentActions.Awaiting(() => second).Should().ThrowAsync<OperationCanceledException>();
        gate.Leave();

        await third.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }
}
