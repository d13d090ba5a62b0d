using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Diagnostics;
using DataCuration.Formats.Parquet;

namespace DataCuration.Tests.Formats.Parquet;

public sealed class TableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("datacuration-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_folder, "columns", "part-00000.parquet");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(70_000)]
    public async Task Columns_of_every_type_come_back(int count)
    {
        ColumnTable table = Table(count);

        await ColumnFile.WriteAsync(Target, table, Token);
        ColumnTable read = await ColumnFile.ReadAsync(Target, names: null, Token);

        read.Ids.Should().Equal(table.Ids);
        read.Columns.Select(column => column.Name).Should().Equal(table.Columns.Select(column => column.Name));
        read.Get<double>("double").Should().Equal(table.Get<double>("double"));
        read.Get<float>("float").Should().Equal(table.Get<float>("float"));
        read.Get<long>("long").Should().Equal(table.Get<long>("long"));
        read.Get<int>("int").Should().Equal(table.Get<int>("int"));
        read.Get<bool>("bool").Should().Equal(table.Get<bool>("bool"));
        read.Get<string?>("string").Should().Equal(table.Get<string?>("string"));
        read.Get<byte[]>("bytes").Select(Convert.ToHexString).Should().Equal(table.Get<byte[]>("bytes").Select(Convert.ToHexString));
    }

    [Fact]
    public async Task Projection_reads_the_named_columns_in_the_order_asked_for()
    {
        await ColumnFile.WriteAsync(Target, Table(5), Token);

        ColumnTable read = await ColumnFile.ReadAsync(Target, ["string", "double"], Token);

        read.Columns.Select(column => column.Name).Should().Equal("string", "double");
        read.Count.Should().Be(5);
    }

    [Fact]
    public async Task Projection_on_a_missing_column_is_a_diagnostic_that_names_both()
    {
        await ColumnFile.WriteAsync(Target, Table(1), Token);

        Func<Task> read = () => ColumnFile.ReadAsync(Target, ["sore"], Token);

        (await read.Should().ThrowAsync<DiagnosticException>().WithMessage("*'sore'*double*")).Which.Diagnostics[0].Code.Should().Be("DC1040");
    }

    [Fact]
    public async Task Same_table_gives_the_same_bytes()
    {
        string other = Path.Combine(_folder, "other.parquet");

        await ColumnFile.WriteAsync(Target, Table(1000), Token);
        await ColumnFile.WriteAsync(other, Table(1000), Token);

        (await File.ReadAllBytesAsync(Target, Token)).Should().Equal(await File.ReadAllBytesAsync(other, Token));
    }

    [Fact]
    public async Task Unsupported_column_type_leaves_no_file()
    {
        ColumnTable table = new([DocumentId.Create("s", "f", 0)], [new Column<decimal>("price", [1m])]);

        Func<Task> write = () => ColumnFile.WriteAsync(Target, table, Token);

        await write.Should().ThrowAsync<NotSupportedException>().WithMessage("*price*Decimal*");
        File.Exists(Target).Should().BeFalse();
    }

    [Fact]
    public async Task Ledger_rows_come_back()
    {
        DocumentId id = DocumentId.Create("s", "f", 1);
        LedgerEntry[] entries =
        [
            new() { Id = id, Stage = "rules", Rule = "gopherQuality.minWords", Value = 3, Threshold = 50, Outcome = LedgerOutcome.Dropped },
            new() { Id = id, Stage = "dedup", Rule = "minHash", Value = double.NaN, Outcome = LedgerOutcome.Dropped, Twin = DocumentId.Create("s", "f", 2) },
            new() { Id = id, Stage = "privacy", Rule = "email", Outcome = LedgerOutcome.Edited, Note = "3..9 é" },
            new() { Id = id, Stage = "pools", Rule = "pool", Outcome = LedgerOutcome.Placed, Note = "q4" },
        ];

        await LedgerFile.WriteAsync(Target, entries, Token);

        (await LedgerFile.ReadAsync(Target, Token)).Should().Equal(entries);
    }

    [Fact]
    public async Task Empty_ledger_and_quarantine_come_back_empty()
    {
        await LedgerFile.WriteAsync(Target, [], Token);
        (await LedgerFile.ReadAsync(Target, Token)).Should().BeEmpty();

        await QuarantineFile.WriteAsync(Target, "web", [], Token);
        (await QuarantineFile.ReadAsync(Target, Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Quarantine_rows_come_back_with_their_source()
    {
        QuarantinedRecord[] records =
        [
            new() { File = "a/é.gz", Position = 5L << 40, Code = "DC1010", Message = "ü", Raw = new byte[] { 0, 0xFF, 7 } },
            new() { File = "b", Position = 0, Code = "DC1006", Message = "m" },
        ];

        await QuarantineFile.WriteAsync(Target, "web", records, Token);
        IReadOnlyList<(string Source, QuarantinedRecord Record)> read = await QuarantineFile.ReadAsync(Target, Token);

        read.Select(row => row.Source).Should().Equal("web", "web");
        read.Select(row => row.Record with { Raw = default }).Should().Equal(records.Select(record => record with { Raw = default }));
        read.Select(row => Convert.ToHexString(row.Record.Raw.Span)).Should().Equal("00FF07", "");
    }

    private static ColumnTable Table(int count)
    {
        DocumentId[] ids = [.. Enumerable.Range(0, count).Select(i => DocumentId.Create("s", "f", i))];
        double[] special = [double.NaN, -0.0, double.PositiveInfinity, double.Epsilon, 1 / 3.0];
        return new ColumnTable(
            ids,
            [
                new Column<double>("double", Values(i => special[i % special.Length])),
                new Column<float>("float", Values(i => (float)special[i % special.Length])),
                new Column<long>("long", Values(i => long.MinValue + i)),
                new Column<int>("int", Values(i => -i)),
                new Column<bool>("bool", Values(i => i % 3 == 0)),
                new Column<string?>("string", Values(i => i % 3 == 0 ? null : i % 3 == 1 ? "" : $"é日{i}")),
                new Column<byte[]>("bytes", Values(i => new byte[i % 4])),
            ]);

        T[] Values<T>(Func<int, T> value) => [.. Enumerable.Range(0, count).Select(value)];
    }
}
