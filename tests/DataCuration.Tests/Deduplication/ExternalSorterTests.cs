using DataCuration.Deduplication.Sorting;
using DataCuration.Documents.Diagnostics;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Deduplication;

public sealed class ExternalSorterTests
{
    [Theory]
    [InlineData(0, 1 << 20)]
    [InlineData(1, 1 << 20)]
    [InlineData(4096, 1)]
    [InlineData(4097, 1)]
    [InlineData(50_000, 1)]
    [InlineData(50_000, 1 << 24)]
    // 293 runs of 4096: more than are merged at once.
    [InlineData(1_200_000, 1)]
    public void Read_gives_all_records_in_order_twice(int count, long memoryBytes)
    {
        using TemporaryFolder folder = new();
        using ExternalSorter<RowPair> sorter = new(folder.Path, "test", memoryBytes);
        Random random = new(count);
        List<RowPair> added = [];
        for (int i = 0; i < count; i++)
        {
            added.Add(new RowPair(random.Next(count / 2), random.Next(10)));
            sorter.Add(added[^1]);
        }

        added.Sort();

        ToList(sorter).Should().Equal(added);
        ToList(sorter).Should().Equal(added);
        InBlocks(sorter).Should().Equal(added);
        sorter.ReadBlocks().SelectMany(block => block.ToArray()).Order().Should().Equal(added);
    }

    [Fact]
    public void Blocks_of_a_large_file_and_few_own_records_are_in_order()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "index.bin");
        RowPair[] others = [.. Enumerable.Range(0, 200_000).Select(i => new RowPair(i / 2, i))];
        using (RecordFileWriter<RowPair> writer = new(path))
        {
            writer.Add(others);
            writer.Complete();
        }

        // Below all, equal, above all, and two that are neighbours.
        RowPair[] own = [new(0, -1), new(5, 11), new(77_000, 0), new(77_000, 1), new(99_999, 200_001), new(200_000, 0)];
        using ExternalSorter<RowPair> sorter = new(folder.Path, "test", 1 << 20);
        sorter.AddSortedFile(path);
        Array.ForEach(own, pair => sorter.Add(pair));

        InBlocks(sorter).Should().Equal(others.Concat(own).Order());
    }

    [Fact]
    public void A_sorted_file_takes_part_in_the_merge_and_stays()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "index.bin");
        using (ExternalSorter<RowPair> first = new(folder.Path, "first", 1 << 20))
        {
            first.Add(new RowPair(3, 0));
            first.Add(new RowPair(1, 0));
            first.WriteTo(path);
        }

        using (ExternalSorter<RowPair> second = new(folder.Path, "second", 1 << 20))
        {
            second.AddSortedFile(path);
            second.Add(new RowPair(2, 0));

            ToList(second).Select(pair => pair.Left).Should().Equal(1, 2, 3);
        }

        File.Exists(path).Should().BeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1 << 20)]
    public void ReadJoined_gives_the_own_records_and_those_of_files_that_share_a_key(long memoryBytes)
    {
        using TemporaryFolder folder = new();
        Random random = new(3);
        RowPair[] others = [.. Enumerable.Range(0, 20_000).Select(i => new RowPair(random.Next(50_000), i)).Order()];
        RowPair[] own = [.. Enumerable.Range(0, 9000).Select(i => new RowPair(random.Next(50_000), 100_000 + i))];
        string[] files = [Path.Combine(folder.Path, "0.bin"), Path.Combine(folder.Path, "1.bin")];
        for (int file = 0; file < 2; file++)
        {
            using RecordFileWriter<RowPair> writer = new(files[file]);
            writer.Add(others.Where((_, i) => i % 2 == file).ToArray());
            writer.Complete();
        }

        using ExternalSorter<RowPair> sorter = new(folder.Path, "test", memoryBytes);
        Array.ForEach(files, sorter.AddSortedFile);
        Array.ForEach(own, pair => sorter.Add(pair));
        HashSet<int> keys = [.. own.Select(pair => pair.Left)];
        List<RowPair> joined = [];
        using SortedRecords<RowPair> records = sorter.ReadJoined((left, right) => left.Left.CompareTo(right.Left));
        while (records.MoveNext())
        {
            joined.Add(records.Current);
        }

        joined.Should().Equal(own.Concat(others.Where(pair => keys.Contains(pair.Left))).Order());
    }

    [Fact]
    public void Dispose_leaves_no_file()
    {
        using TemporaryFolder folder = new();
        using (ExternalSorter<RowPair> sorter = new(folder.Path, "test", 1))
        {
            for (int i = 0; i < 20_000; i++)
            {
                sorter.Add(new RowPair(-i, 0));
            }

            Directory.GetFiles(folder.Path).Should().NotBeEmpty();
        }

        Directory.GetFiles(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void A_changed_byte_is_DC1072()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "records.bin");
        using (RecordFileWriter<RowPair> writer = new(path))
        {
            writer.Add(new RowPair(1, 2));
            writer.Complete();
        }

        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Action read = () =>
        {
            using RecordFileReader<RowPair> reader = new(path, "test");
            reader.TryRead(out _);
        };

        read.Should().Throw<DiagnosticException>().Which.Diagnostics.Single().Message.Should().Contain("'test'").And.Contain("hash");
    }

    [Fact]
    public void A_file_never_completed_is_DC1072()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "records.bin");
        using (RecordFileWriter<RowPair> writer = new(path))
        {
            writer.Add(new RowPair(1, 2));
        }

        Action open = () => new RecordFileReader<RowPair>(path, "test").Dispose();

        open.Should().Throw<DiagnosticException>().Which.Diagnostics.Single().Code.Should().Be("DC1072");
    }

    private static List<RowPair> InBlocks(ExternalSorter<RowPair> sorter)
    {
        List<RowPair> records = [];
        using SortedRecords<RowPair> sorted = sorter.Read();
        for (ReadOnlySpan<RowPair> block; (block = sorted.ReadBlock()).Length > 0;)
        {
            records.AddRange(block);
        }

        return records;
    }

    private static List<RowPair> ToList(ExternalSorter<RowPair> sorter)
    {
        List<RowPair> records = [];
        using SortedRecords<RowPair> sorted = sorter.Read();
        while (sorted.MoveNext())
        {
            records.Add(sorted.Current);
        }

        return records;
    }
}
