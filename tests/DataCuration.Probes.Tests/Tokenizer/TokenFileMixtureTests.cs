using System.Runtime.InteropServices;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Tokenizer;

namespace DataCuration.Probes.Tests.Tokenizer;

public sealed class TokenFileMixtureTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Parts_follow_each_other_as_often_as_they_are_to_be_seen()
    {
        string first = Write("first", 1, 2, 3, 4);
        string second = Write("second", 7, 8, 9);

        long tokens = TokenFileMixture.Write(_folder.File("mixture"), [new TokenFilePart(first, 4, 2.5), new TokenFilePart(second, 2, 0.5)]);

        tokens.Should().Be(11);
        MemoryMarshal.Cast<byte, ushort>(File.ReadAllBytes(_folder.File("mixture"))).ToArray().Should().Equal(1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 7);
    }

    [Fact]
    public void A_part_that_is_longer_than_its_file_is_refused_and_leaves_nothing()
    {
        string file = Write("short", 1, 2);

        FluentActions.Invoking(() => TokenFileMixture.Write(_folder.File("mixture"), [new TokenFilePart(file, 3, 1)]))
            .Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC4003");

        Directory.EnumerateFiles(_folder.Path).Should().Equal(file);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string name, params ushort[] tokens)
    {
        File.WriteAllBytes(_folder.File(name), MemoryMarshal.AsBytes(tokens.AsSpan()).ToArray());
        return _folder.File(name);
    }
}
