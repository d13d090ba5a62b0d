namespace DataCuration.Storage.Stores;

/// <summary>An answer with bytes. Disposing it gives the connection back when the body was read to its end, and closes it otherwise.</summary>
/// <param name="response">The library's response.</param>
/// <param name="body">Its bytes.</param>
/// <param name="isWholeFile">The server sends everything from the start, whatever was asked for.</param>
internal sealed class ObjectRange(IDisposable response, Stream body, bool isWholeFile) : IDisposable
{
    public Stream Body { get; } = body;

    public bool IsWholeFile { get; } = isWholeFile;

    public void Dispose()
    {
        Body.Dispose();
        response.Dispose();
    }
}
