using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;
using DataCuration.Pipelines.Stages.Ingestion;

namespace DataCuration.Tests.Pipelines;

/// <summary>Texts that wait for their row group hold no more memory than a few times their own size, whatever their blocks hold beside them.</summary>
public sealed class RecordConversionTests
{
    [Fact]
    public async Task Block_of_much_text_is_the_memory_of_its_documents()
    {
        IngestedBatch batch = await ConvertFirstAsync(Lines(text: 60_000, beside: 10));

        batch.Memory.Should().BeOfType<RecordBlock>().Which.HeldBytes.Should().BeInRange(batch.TextBytes, 4 * batch.TextBytes);
    }

    [Fact]
    public async Task Few_texts_are_copied_out_of_the_memory_of_their_block()
    {
        IngestedBatch batch = await ConvertFirstAsync(Lines(text: 100, beside: 60_000));

        // What the pool hands out next is overwritten: it must be nothing that a document lies in.
        byte[] next = System.Buffers.ArrayPool<byte>.Shared.Rent(1 << 20);
        next.AsSpan().Fill((byte)'#');
        System.Buffers.ArrayPool<byte>.Shared.Return(next);
        batch.Memory.Should().BeNull();
        batch.Documents.Should().NotBeEmpty().And.OnlyContain(document => document.GetTextString() == new string('t', 100));
    }

    private static string Lines(int text, int beside) =>
        string.Concat(Enumerable.Repeat($"{{\"text\":\"{new string('t', text)}\",\"beside\":\"{new string('b', beside)}\"}}\n", 40));

    private static async Task<IngestedBatch> ConvertFirstAsync(string lines)
    {
        SourceOptions source = new() { Name = "s", Files = ["a.jsonl"] };
        await foreach (RecordBlock block in RecordReader.ReadBlocksAsync(new MemoryStream(Encoding.UTF8.GetBytes(lines)), "a.jsonl", source, threads: 1, TestContext.Current.CancellationToken))
        {
            return new RecordConversion(source, "a.jsonl").Convert(block);
        }

        throw new InvalidOperationException("No block.");
    }
}
