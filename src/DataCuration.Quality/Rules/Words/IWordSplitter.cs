namespace DataCuration.Quality.Rules.Words;

/// <summary>Cuts texts into words. Single-threaded.</summary>
internal interface IWordSplitter
{
    /// <summary>The words met so far. Another one after <see cref="BeginDocument"/>, possibly.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>Called before the texts of a document; the numbers of words hold until it is called again.</summary>
    void BeginDocument();

    /// <summary>The words of a text.</summary>
    void Split(ReadOnlySpan<byte> text, DocumentWords words);
}
