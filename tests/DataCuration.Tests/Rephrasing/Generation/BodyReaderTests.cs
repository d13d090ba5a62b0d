using System.Text;
using DataCuration.Rephrasing.Generation.Client;

namespace DataCuration.Tests.Rephrasing.Generation;

public sealed class BodyReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(16_385)]
    [InlineData(200_000)]
    public async Task A_body_of_unknown_length_is_read_whole(int length)
    {
        byte[] body = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31))];

        byte[] read = await ReadAsync(new StreamContent(new TrickleStream(body)), maxBytes: 1 << 20);

        read.Should().Equal(body);
    }

    [Fact]
    public async Task A_body_of_known_length_is_read_whole() =>
        (await ReadAsync(new StringContent(new string('ä', 30_000)), maxBytes: 60_000)).Should().Equal(Encoding.UTF8.GetBytes(new string('ä', 30_000)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_above_the_cap_is_given_up_and_may_have_been_paid_for(bool saysItsLength)
    {
        byte[] body = new byte[40_001];

        Func<Task> read = () => ReadAsync(saysItsLength ? new ByteArrayContent(body) : new StreamContent(new TrickleStream(body)), maxBytes: 40_000);

        CallFailure failure = (await read.Should().ThrowAsync<CallFailedException>()).Which.Failure;
        (failure.Code, failure.WasSent).Should().Be(("body", true));
        failure.Message.Should().Contain("40000");
    }

    private static Task<byte[]> ReadAsync(HttpContent content, int maxBytes) =>
        BodyReader.ReadAsync(content, maxBytes, bytes => bytes.ToArray(), TestContext.Current.CancellationToken);

    /// <summary>Gives at most 777 bytes at a time and does not say how many there are.</summary>
    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(777, buffer.Length)], cancellationToken);
    }
}
