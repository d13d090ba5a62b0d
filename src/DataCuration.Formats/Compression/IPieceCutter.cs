namespace DataCuration.Formats.Compression;

/// <summary>Cuts a compressed file where streams begin that can be decoded alone. Immutable.</summary>
internal interface IPieceCutter
{
    /// <summary>
    /// The length of the piece at the window's start; 0 when more of the file is needed to tell, -1 when the file cannot be cut from here on. A cut may be a wrong guess, as long as
    /// decoding the pieces then fails.
    /// </summary>
    /// <param name="window">The file's bytes from the piece's start on.</param>
    /// <param name="isLast">The window reaches the end of the file.</param>
    int Cut(ReadOnlySpan<byte> window, bool isLast);

    /// <summary>Decodes a whole piece; throws when it is not exactly some whole streams.</summary>
    Stream Decode(Stream piece);

    /// <summary>Decodes the file from its current position on, in the way that deals with damage.</summary>
    Stream DecodeRest(Stream file);
}
