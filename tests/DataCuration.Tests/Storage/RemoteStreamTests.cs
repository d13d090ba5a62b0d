using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Documents.Storage;
using DataCuration.Storage;
using DataCuration.Storage.Reading;

namespace DataCuration.Tests.Storage;

/// <summary>Reading over HTTP from a server that misbehaves on schedule.</summary>
public sealed class RemoteStreamTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, (3 * RemoteStream.SmallestBlock) + 1234).Select(i => (byte)((i * 31) ^ (i >> 9)))];

    private readonly ScriptedServer _server = new();
    private readonly VirtualTime _time = new();
    private readonly RemoteStorage _storage;

    public RemoteStreamTests()
    {
        _server.Serve("/f", Content, "\"v1\"");
        _storage = new RemoteStorage(new StorageOptions { Attempts = 3 }, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _storage.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Whole_file_comes_in_growing_ranges_of_one_version()
    {
        (await ReadAsync()).Should().Equal(Content);

        string[] ranges = [.. _server.Gets.Select(request => request.Range!)];
        ranges.Should().Equal("bytes=0-262143", "bytes=262144-786431", "bytes=786432-787665");
        _server.Gets.Should().OnlyContain(request => request.IfMatch == "\"v1\"");
    }

    [Fact]
    public async Task Dropped_connection_goes_on_at_the_byte_where_it_dropped()
    {
        _server.Troubles.Enqueue(new Trouble { DropAfter = 1000 });

        (await ReadAsync()).Should().Equal(Content);

        _server.Gets.ElementAt(1).Range.Should().Be("bytes=1000-262143");
        _time.Waits.Should().ContainSingle();
    }

    [Fact]
    public async Task Connection_that_drops_again_and_again_still_brings_the_file()
    {
        for (int i = 0; i < 20; i++) _server.Troubles.Enqueue(new Trouble { DropAfter = 5000 });

        (await ReadAsync()).Should().Equal(Content);
    }

    [Fact]
    public async Task Server_that_only_fails_is_given_up_after_the_attempts()
    {
        for (int i = 0; i < 3; i++) _server.Troubles.Enqueue(new Trouble { Status = 500 });

        DiagnosticException failure = await FailureAsync();

        (failure.Diagnostics[0].Code, failure.ExitCode).Should().Be(("DC3010", ExitCode.Temporary));
        failure.Diagnostics[0].Message.Should().Contain("3 attempts").And.Contain("status 500");
        _server.Gets.Should().HaveCount(3);
        _time.Waits.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Retry_after_is_waited_for(int status)
    {
        _server.Troubles.Enqueue(new Trouble { Status = status, RetryAfter = "7" });

        (await ReadAsync()).Should().Equal(Content);

        _time.Waits.Should().Contain(TimeSpan.FromSeconds(7)).And.OnlyContain(wait => wait <= TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Server_that_asks_for_an_hour_is_not_waited_for()
    {
        _server.Troubles.Enqueue(new Trouble { Status = 429, RetryAfter = "3600" });

        DiagnosticException failure = await FailureAsync();

        (failure.Diagnostics[0].Code, failure.ExitCode).Should().Be(("DC3010", ExitCode.Temporary));
        failure.Diagnostics[0].Message.Should().Contain("60 minutes");
        _time.Waits.Should().BeEmpty();
    }

    [Fact]
    public async Task File_that_changes_between_two_ranges_is_DC3014()
    {
        _server.Troubles.Enqueue(new Trouble());
        _server.Troubles.Enqueue(new Trouble { Before = () => _server.Serve("/f", Content, "\"v2\"") });

        DiagnosticException failure = await FailureAsync();

        (failure.Diagnostics[0].Code, failure.ExitCode).Should().Be(("DC3014", ExitCode.Temporary));
    }

    [Theory]
    [InlineData("W/\"v1\"", "W/\"v2\"", null, null)]
    [InlineData(null, null, "Thu, 01 Jan 2026 00:00:00 GMT", "Thu, 01 Jan 2026 00:00:09 GMT")]
    public async Task Change_is_seen_without_a_strong_tag(string? tag, string? laterTag, string? changed, string? laterChanged)
    {
        _server.Files["/f"] = new ServedFile(Content, tag, changed);
        _server.Troubles.Enqueue(new Trouble());
        _server.Troubles.Enqueue(new Trouble { Before = () => _server.Files["/f"] = new ServedFile(Content, laterTag, laterChanged) });

        (await FailureAsync()).Diagnostics[0].Code.Should().Be("DC3014");
        _server.Gets.Should().OnlyContain(request => request.IfMatch == null);
    }

    [Fact]
    public async Task Another_length_is_a_change_even_without_any_version()
    {
        _server.Serve("/f", Content, null);
        _server.Troubles.Enqueue(new Trouble { Before = () => _server.Serve("/f", Content[..^1], null) });

        (await FailureAsync()).Diagnostics[0].Message.Should().Contain($"its length was {Content.Length} and is {Content.Length - 1}");
    }

    [Fact]
    public async Task Server_without_ranges_sends_the_file_once()
    {
        _server.IgnoresRanges = true;

        (await ReadAsync()).Should().Equal(Content);

        _server.Gets.Should().ContainSingle();
    }

    [Fact]
    public async Task Server_without_ranges_that_drops_begins_anew_and_nothing_is_lost_or_doubled()
    {
        _server.IgnoresRanges = true;
        _server.Troubles.Enqueue(new Trouble { DropAfter = 300_000 });

        (await ReadAsync()).Should().Equal(Content);

        _server.Gets.Should().HaveCount(2);
    }

    [Fact]
    public async Task Jumps_read_what_is_asked_for_with_and_without_ranges()
    {
        foreach (bool ignoresRanges in new[] { false, true })
        {
            _server.IgnoresRanges = ignoresRanges;
            await using Stream stream = await OpenAsync();
            byte[] read = new byte[100];
            foreach (int position in new[] { Content.Length - 100, 5, 700_000, 600_000, 0 })
            {
                stream.Position = position;
                await stream.ReadExactlyAsync(read, Token);
                read.Should().Equal(Content[position..(position + 100)]);
            }
        }
    }

    [Fact]
    public async Task Synchronous_reads_give_the_same_bytes()
    {
        await using Stream stream = await OpenAsync();
        using MemoryStream copy = new();

        stream.CopyTo(copy);

        copy.ToArray().Should().Equal(Content);
    }

    [Fact]
    public async Task Streams_of_one_file_may_be_read_side_by_side()
    {
        byte[][] read = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync()));

        read.Should().OnlyContain(bytes => bytes.SequenceEqual(Content));
    }

    [Fact]
    public async Task No_more_requests_are_under_way_than_allowed()
    {
        using RemoteStorage narrow = new(new StorageOptions { Connections = 2 }, _time);
        RemoteFile file = (await narrow.MatchAsync(_server.Address + "/f", Token)).Single();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            await using Stream stream = narrow.Open(file);
            using MemoryStream copy = new();
            await stream.CopyToAsync(copy, Token);
        }));

        _server.MostAtOnce.Should().BeLessThanOrEqualTo(3, "an answer may be counted while its last byte is being read");
    }

    [Fact]
    public async Task Server_without_head_tells_length_and_version_with_the_first_byte()
    {
        _server.RefusesHead = true;

        (await _storage.MatchAsync(_server.Address + "/f", Token)).Should().Equal(new RemoteFile(_server.Address + "/f", Content.Length, "\"v1\""));
    }

    [Fact]
    public async Task File_that_is_not_there_matches_nothing() => (await _storage.MatchAsync(_server.Address + "/g", Token)).Should().BeEmpty();

    [Fact]
    public async Task File_that_went_away_is_DC3012()
    {
        _server.Troubles.Enqueue(new Trouble { Status = 404 });

        (await FailureAsync()).Diagnostics[0].Code.Should().Be("DC3012");
    }

    [Fact]
    public async Task Refused_access_is_DC3011_and_is_not_tried_again()
    {
        _server.Troubles.Enqueue(new Trouble { Status = 403 });

        (await FailureAsync()).Diagnostics[0].Code.Should().Be("DC3011");
        _server.Gets.Should().ContainSingle();
    }

    [Fact]
    public async Task Refusal_that_repeating_does_not_mend_is_DC3015()
    {
        _server.Troubles.Enqueue(new Trouble { Status = 400, Body = "no" });

        DiagnosticException failure = await FailureAsync();

        (failure.Diagnostics[0].Code, failure.ExitCode).Should().Be(("DC3015", ExitCode.BadInput));
    }

    [Fact]
    public async Task Server_that_is_not_there_is_DC3010()
    {
        string address = _server.Address;
        _server.Dispose();

        Func<Task> match = () => _storage.MatchAsync(address + "/f", Token);

        (await match.Should().ThrowAsync<DiagnosticException>()).Which.Diagnostics[0].Code.Should().Be("DC3010");
    }

    [Fact]
    public async Task Empty_file_is_read_without_a_request_for_its_bytes()
    {
        _server.Serve("/f", [], "\"e\"");

        (await ReadAsync()).Should().BeEmpty();
        _server.Gets.Should().BeEmpty();
    }

    [Fact]
    public async Task Stream_can_be_left_while_a_block_is_under_way()
    {
        await using (Stream stream = await OpenAsync())
        {
            byte[] start = new byte[RemoteStream.SmallestBlock + 1];
            await stream.ReadExactlyAsync(start, Token);
        }

        (await ReadAsync()).Should().Equal(Content);
    }

    private async Task<Stream> OpenAsync() => _storage.Open((await _storage.MatchAsync(_server.Address + "/f", Token)).Single());

    private async Task<byte[]> ReadAsync()
    {
        await using Stream stream = await OpenAsync();
        using MemoryStream copy = new();
        await stream.CopyToAsync(copy, Token);
        return copy.ToArray();
    }

    private async Task<DiagnosticException> FailureAsync() =>
        (await FluentActions.Awaiting(ReadAsync).Should().ThrowAsync<DiagnosticException>()).Which;
}
