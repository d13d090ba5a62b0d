using System.Buffers;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>Reads the body of an answer into bytes of the shared pool, up to a cap: a server that sends without end must not fill the memory. Pure but for the stream.</summary>
internal static class BodyReader
{
    private const int FirstBytes = 16 << 10;

    /// <param name="content">The body.</param>
    /// <param name="maxBytes">The most that is read.</param>
    /// <param name="parse">Reads the bytes, which are gone when it returns.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CallFailedException">The body is longer.</exception>
    public static async Task<T> ReadAsync<T>(HttpContent content, int maxBytes, Func<ReadOnlyMemory<byte>, T> parse, CancellationToken cancellationToken)
    {
        long announced = content.Headers.ContentLength ?? 0;
        if (announced > maxBytes)
            throw TooLong(maxBytes);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(announced + 1, FirstBytes));
        try
        {
            int held = 0;
            Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (await stream.ReadAsync(buffer.AsMemory(held), cancellationToken).ConfigureAwait(false) is > 0 and int read)
                {
                    held += read;
                    if (held > maxBytes)
                        throw TooLong(maxBytes);
                    if (held == buffer.Length)
                        buffer = Grow(buffer);
                }
            }

            return parse(buffer.AsMemory(0, held));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static CallFailedException TooLong(int maxBytes) => new(new CallFailure(0, "body", $"The answer is longer than {maxBytes} bytes.") { WasSent = true });
}
