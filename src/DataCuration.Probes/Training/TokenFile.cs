using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Probes.Training;

/// <summary>Reads files of little-endian 16-bit tokens.</summary>
internal static class TokenFile
{
    /// <summary>The first tokens of a file, all below the vocabulary.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxTokens">Read no more than this.</param>
    /// <param name="minTokens">Fewer are an error.</param>
    /// <param name="vocabulary">Tokens must be below it.</param>
    /// <exception cref="DiagnosticException">DC4003: missing, cut short, too short, or of another tokenizer.</exception>
    public static ushort[] Read(string path, long maxTokens, long minTokens, int vocabulary)
    {
        if (!File.Exists(path)) throw Fail(path, "The token file does not exist");
        using FileStream stream = File.OpenRead(path);
        if (stream.Length % 2 != 0) throw Fail(path, $"The token file has {stream.Length} bytes, but a token has two");
        long count = Math.Min(stream.Length / 2, maxTokens);
        if (count < minTokens) throw Fail(path, $"The token file has {count} tokens, but at least {minTokens} are needed");

        ushort[] tokens = new ushort[count];
        stream.ReadExactly(MemoryMarshal.AsBytes(tokens.AsSpan()));
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(tokens, tokens);
        for (int index = 0; index < tokens.Length; index++)
        {
            if (tokens[index] >= vocabulary)
            {
                throw Fail(path, $"Token {tokens[index]} at byte offset {2L * index} is not in the vocabulary of {vocabulary}");
            }
        }

        return tokens;
    }

    private static DiagnosticException Fail(string path, string what) => new(
        Diagnostic.Error(
            "DC4003", what + ". Expected the file that the tokenizing step writes, with the same tokenizer; run that step again.", path),
        ExitCode.BadInput);
}
