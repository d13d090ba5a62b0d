using DataCuration.Documents.Diagnostics;

namespace DataCuration.Probes.Tokenizer;

/// <summary>
/// Joins the starts of token files of one tokenizer to one file, each as often as it is to be seen. The order inside the file is of no
/// matter, because a probe draws its sequences in the order of a permutation.
/// </summary>
public static class TokenFileMixture
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes a mixture; the file appears under its name when it is whole.</summary>
    /// <param name="path">The file to make; replaced when it exists.</param>
    /// <param name="parts">What it is made of, in this order.</param>
    /// <returns>Tokens written.</returns>
    /// <exception cref="DiagnosticException">DC4003: a part asks for more tokens than its file has.</exception>
    public static long Write(string path, IReadOnlyList<TokenFilePart> parts)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(parts);
        string temporary = AtomicFile.TemporaryOf(path);
        try
        {
            using (FileStream output = new(temporary, FileMode.Create, FileAccess.Write))
            {
                foreach (TokenFilePart part in parts) Append(output, part);
                output.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            return parts.Sum(static part => part.Length);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Append(FileStream output, TokenFilePart part)
    {
        using FileStream input = File.OpenRead(part.Path);
        if (part.Tokens < 1 || part.Tokens * 2 > input.Length)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC4003", $"A mixture asks for {part.Tokens} tokens; the file has {input.Length / 2}. Run the tokenizing step again.", part.Path), ExitCode.BadInput);
        }

        byte[] buffer = new byte[BufferBytes];
        for (long left = part.Length; left > 0; left -= part.Tokens)
        {
            input.Position = 0;
            for (long bytes = 2 * Math.Min(left, part.Tokens); bytes > 0;)
            {
                int read = input.Read(buffer, 0, (int)Math.Min(bytes, buffer.Length));
                if (read == 0) throw new EndOfStreamException($"{part.Path} became shorter while it was read.");
                output.Write(buffer, 0, read);
                bytes -= read;
            }
        }
    }
}
