using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Rephrasing.Generation;
using DataCuration.Rephrasing.Generation.Ledger;

namespace DataCuration.Tests.Rephrasing.Generation;

public sealed class GenerationLedgerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger").FullName;

    private string FirstFile => Path.Combine(_folder, "calls-00000.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_appended_is_found_now_and_after_opening_again()
    {
        await using (GenerationLedger ledger = GenerationLedger.Open(_folder))
        {
            await ledger.AppendAsync(Record(1, "Ein Käse 🧀\nzwei"));
            ledger.Find(Hash(1))!.Text.Should().Be("Ein Käse 🧀\nzwei");
        }

        await using GenerationLedger again = GenerationLedger.Open(_folder);
        again.Find(Hash(1)).Should().Be(Record(1, "Ein Käse 🧀\nzwei"));
        again.Find(Hash(2)).Should().BeNull();
        (again.SpentBefore, again.CostBefore).Should().Be((new TokenUsage(10, 2, 5), 0.25));
    }

    [Fact]
    public async Task A_tail_cut_anywhere_is_dropped_and_the_rest_stays()
    {
        await FillAsync(3);
        byte[] whole = await File.ReadAllBytesAsync(FirstFile, TestContext.Current.CancellationToken);
        int lastLine = whole.AsSpan(0, whole.Length - 1).LastIndexOf((byte)'\n') + 1;
        for (int length = lastLine; length < whole.Length; length += 7)
        {
            await File.WriteAllBytesAsync(FirstFile, whole[..length], TestContext.Current.CancellationToken);

            await using (GenerationLedger ledger = GenerationLedger.Open(_folder))
            {
                (ledger.Count, ledger.DroppedBytes, ledger.DamagedLines).Should().Be((2, length - lastLine, 0));
                await ledger.AppendAsync(Record(3, "three"));
            }

            (await File.ReadAllBytesAsync(FirstFile, TestContext.Current.CancellationToken)).Should().Equal(whole, $"the tail of {length - lastLine} bytes is replaced");
        }
    }

    [Fact]
    public async Task A_damaged_line_in_the_middle_is_passed_over_and_counted()
    {
        await FillAsync(3);
        byte[] bytes = await File.ReadAllBytesAsync(FirstFile, TestContext.Current.CancellationToken);
        bytes[30] ^= 1;
        await File.WriteAllBytesAsync(FirstFile, bytes, TestContext.Current.CancellationToken);

        await using GenerationLedger ledger = GenerationLedger.Open(_folder);

        (ledger.Count, ledger.DamagedLines, ledger.DroppedBytes).Should().Be((2, 1, 0));
        ledger.Find(Hash(1)).Should().BeNull();
    }

    [Fact]
    public async Task Lost_calls_are_spent_but_answer_nothing()
    {
        await using (GenerationLedger ledger = GenerationLedger.Open(_folder))
            await ledger.AppendAsync(Record(1, "x") with { Status = LedgerRecord.Lost });

        await using GenerationLedger again = GenerationLedger.Open(_folder);
        again.Find(Hash(1)).Should().BeNull();
        again.SpentBefore.Total.Should().Be(15);
    }

    [Theory]
    [InlineData(LedgerRecord.Answered, 15, 0)]
    [InlineData(LedgerRecord.Rejected, 15, 0)]
    [InlineData(LedgerRecord.Lost, 15, 0)]
    [InlineData(LedgerRecord.TurnedAway, 15, 0)]
    [InlineData(LedgerRecord.Test, 15, 0)]
    [InlineData(null, 1000, 1)]
    public async Task A_call_counts_at_its_worst_case_until_its_end_is_known(string? end, long spent, int underWay)
    {
        await using (GenerationLedger ledger = GenerationLedger.Open(_folder))
        {
            ledger.Append(Record(1, "") with { Status = LedgerRecord.Sent, PromptTokens = 900, CompletionTokens = 100, Cost = 4 });
            if (end is not null)
                await ledger.AppendAsync(Record(1, "x") with { Status = end });
        }

        await using GenerationLedger again = GenerationLedger.Open(_folder);
        (again.SpentBefore.Total, again.UnderWayBefore).Should().Be((spent, underWay));
        again.CostBefore.Should().Be(end is null ? 4 : 0.25);
        again.Count.Should().Be(end is LedgerRecord.Answered or LedgerRecord.Rejected ? 1 : 0);
    }

    [Fact]
    public async Task One_process_at_a_time_has_a_ledger()
    {
        GenerationLedger first = GenerationLedger.Open(_folder);

        FluentActions.Invoking(() => GenerationLedger.Open(_folder)).Should().Throw<DiagnosticException>().WithMessage("*DC2151*");
        await GenerationLedger.OpenRead(_folder).DisposeAsync();
        await first.DisposeAsync();
        await GenerationLedger.Open(_folder).DisposeAsync();
    }

    [Fact]
    public async Task Reading_changes_nothing()
    {
        await FillAsync(2);
        File.WriteAllBytes(FirstFile, [.. File.ReadAllBytes(FirstFile), .. "torn"u8]);
        byte[] before = await File.ReadAllBytesAsync(FirstFile, TestContext.Current.CancellationToken);

        await using GenerationLedger ledger = GenerationLedger.OpenRead(_folder);

        ledger.Count.Should().Be(2);
        (await File.ReadAllBytesAsync(FirstFile, TestContext.Current.CancellationToken)).Should().Equal(before);
    }

    private async Task FillAsync(int count)
    {
        await using GenerationLedger ledger = GenerationLedger.Open(_folder);
        string[] texts = ["one", "two", "three"];
        for (int i = 1; i <= count; i++)
            await ledger.AppendAsync(Record(i, texts[i - 1]));
    }

    private static string Hash(int number) => number.ToString("x64", CultureInfo.InvariantCulture)[^32..] + new string('0', 32);

    private static LedgerRecord Record(int number, string text) => new()
    {
        Hash = Hash(number),
        Status = LedgerRecord.Answered,
        Text = text,
        FinishReason = "stop",
        PromptTokens = 10,
        CachedTokens = 2,
        CompletionTokens = 5,
        Cost = 0.25,
        Attempts = 1,
    };
}
