using System.Runtime.InteropServices;
using DataCuration.Probes.Tokenizer;

namespace DataCuration.Probes.Tests.Tokenizer;

public sealed class TokenFileWriterTests : IDisposable
{
    private static readonly BytePairTokenizer Bytes = BytePairTrainer.Train([], BytePairTrainer.MinVocabulary, CancellationToken.None);

    private readonly TestFolder _folder = new();

    [Fact]
    public void File_holds_a_separator_and_the_tokens_of_each_document()
    {
        using TokenFileWriter writer = new(_folder.File("pool.tokens"), Bytes.CreateEncoder());

        writer.Append("ab"u8);
        writer.Append([]);
        writer.Append("c"u8);
        TokenFileCounts counts = writer.Complete();

        counts.Should().Be(new TokenFileCounts(Documents: 3, Tokens: 6, TextBytes: 3));
        ushort[] tokens = MemoryMarshal.Cast<byte, ushort>(File.ReadAllBytes(_folder.File("pool.tokens"))).ToArray();
        tokens.Should().Equal(0, 'a' + 1, 'b' + 1, 0, 0, 'c' + 1);
    }

    [Fact]
    public void Writer_that_was_not_completed_leaves_nothing()
    {
        using (TokenFileWriter writer = new(_folder.File("pool.tokens"), Bytes.CreateEncoder()))
        {
            writer.Append("lost"u8);
        }

        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    public void Dispose() => _folder.Dispose();
}
