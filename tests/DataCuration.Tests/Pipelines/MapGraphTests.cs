using DataCuration.Pipelines.Flow;

namespace DataCuration.Tests.Pipelines;

public sealed class MapGraphTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Run_at_any_parallelism_writes_in_the_order_of_the_source(int parallelism)
    {
        List<int> written = [];

        await MapGraph.RunAsync(Numbers(500), Uneven, (value, _) => Add(written, value), parallelism, TestContext.Current.CancellationToken);

        written.Should().Equal(Enumerable.Range(0, 500).Select(value => value * 2));
    }

    [Fact]
    public async Task Run_when_work_throws_stops_the_reader_and_rethrows_the_cause()
    {
        int read = 0;
        Func<Task> run = () => MapGraph.RunAsync(
            Numbers(1_000_000, () => read++),
            value => value == 20 ? throw new InvalidDataException("twenty") : value,
            (_, _) => Task.CompletedTask,
            2,
            TestContext.Current.CancellationToken);

        await run.Should().ThrowAsync<InvalidDataException>().WithMessage("twenty");
        read.Should().BeLessThan(1_000_000, "the reader stops, whichever thread the system lets run in between");
    }

    [Fact]
    public async Task Run_when_write_throws_stops_the_reader_and_rethrows_the_cause()
    {
        int read = 0;
        Func<Task> run = () => MapGraph.RunAsync(
            Numbers(1_000_000, () => read++),
            value => value,
            (value, _) => value == 20 ? throw new IOException("disk full") : Task.CompletedTask,
            2,
            TestContext.Current.CancellationToken);

        await run.Should().ThrowAsync<IOException>().WithMessage("disk full");
        read.Should().BeLessThan(1_000_000, "the reader stops, whichever thread the system lets run in between");
    }

    [Fact]
    public async Task Run_when_the_reader_throws_rethrows_the_cause()
    {
        Func<Task> run = () => MapGraph.RunAsync(
            Numbers(100, () => throw new FormatException("bad record")), value => value, (_, _) => Task.CompletedTask, 2, TestContext.Current.CancellationToken);

        await run.Should().ThrowAsync<FormatException>().WithMessage("bad record");
    }

    [Fact]
    public async Task Run_when_cancelled_throws_OperationCanceled()
    {
        using CancellationTokenSource stop = new();
        Func<Task> run = () => MapGraph.RunAsync(
            Numbers(1_000_000),
            value =>
            {
                if (value == 50)
                {
                    stop.Cancel();
                }

                return value;
            },
            (_, _) => Task.CompletedTask,
            2,
            stop.Token);

        await run.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Run_with_a_slow_writer_reads_no_more_than_the_bounds_ahead()
    {
        int read = 0;
        int worstLead = 0;
        int written = 0;

        await MapGraph.RunAsync(
            Numbers(200, () => read++),
            value => value,
            async (_, _) =>
            {
                await Task.Yield();
                written++;
                worstLead = Math.Max(worstLead, read - written);
            },
            2,
            TestContext.Current.CancellationToken);

        worstLead.Should().BeLessThanOrEqualTo((2 * MapGraph.QueuedBatches) + 2 + 2);
    }

    private static int Uneven(int value)
    {
        // Early batches take longer than late ones, so that an unordered graph would overtake.
        Thread.SpinWait(value % 7 == 0 ? 20_000 : 10);
        return value * 2;
    }

    private static Task Add(List<int> written, int value)
    {
        written.Add(value);
        return Task.CompletedTask;
    }

    private static async IAsyncEnumerable<int> Numbers(int count, Action? onRead = null)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            onRead?.Invoke();
            yield return i;
        }
    }
}
