using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;
using DataCuration.Quality.Extraction;

namespace DataCuration.Pipelines.Stages.Ingestion;

/// <summary>Records to documents: pages to text, ids, and a ledger row for each record that has no text. Pure; safe for concurrent use.</summary>
internal sealed class RecordConversion(SourceOptions source, string relativePath)
{
    /// <summary>The rule that drops a record without text.</summary>
    public const string EmptyTextRule = "ingest.emptyText";

    /// <summary>Bytes of memory that may wait with each byte of text.</summary>
    private const int MostHeldForEach = 4;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n\f\v"u8);

    private readonly HtmlTextExtractor _extractor = new(source.Extraction);

    /// <summary>
    /// Converts a block's records. The block is disposed, or kept as the batch's memory. Texts that fill little of it are copied instead: they wait for their row group, and a few
    /// short ones must not hold a megabyte each.
    /// </summary>
    public IngestedBatch Convert(RecordBlock block)
    {
        List<ReadItem> items = [.. block.Decode()];
        long texts = items.Sum(item => item.Record is { Kind: PayloadKind.Text } record ? (long)record.Payload.Length : 0);
        if (texts > 0 && block.HeldBytes > 0 && MostHeldForEach * texts >= block.HeldBytes)
        {
            return Convert(items) with { Memory = block };
        }

        IngestedBatch batch = Convert(block.HeldBytes == 0 ? items : items.Select(WithMemoryOfItsOwn));
        block.Dispose();
        return batch;
    }

    /// <summary>Converts records that have memory of their own, or whose memory the caller keeps.</summary>
    public IngestedBatch Convert(IEnumerable<ReadItem> items)
    {
        List<Document> documents = [];
        List<LedgerEntry> dropped = [];
        List<QuarantinedRecord> quarantined = [];
        List<string> skipped = [];
        foreach (ReadItem item in items)
        {
            if (item.Quarantined is { } bad)
            {
                quarantined.Add(bad);
            }
            else if (item.SkippedKind is { } kind)
            {
                skipped.Add(kind);
            }
            else
            {
                Document document = ToDocument(item.Record!);
                if (IsBlank(document.Text.Span))
                {
                    dropped.Add(EmptyText(document, item.Record!));
                }
                else
                {
                    documents.Add(document);
                }
            }
        }

        return new IngestedBatch(documents, dropped, quarantined, skipped, Memory: null);
    }

    private static ReadItem WithMemoryOfItsOwn(ReadItem item) =>
        item.Record is { Kind: PayloadKind.Text } record ? ReadItem.From(record with { Payload = record.Payload.ToArray() }) : item;

    private Document ToDocument(SourceRecord record)
    {
        Document document = new()
        {
            Id = DocumentId.Create(source.Name, relativePath, record.Position),
            Text = record.Payload,
            Source = source.Name,
            Url = record.Url,
            Date = record.Date,
            Language = record.Language,
            Metadata = record.Metadata,
        };
        if (record.Kind == PayloadKind.Text)
        {
            return document;
        }

        ExtractedPage page = _extractor.Extract(record.Payload, record.Charset);
        return document with { Text = page.Text, Metadata = WithFacts(record.Metadata, page) };
    }

    /// <summary>What the page says about itself: its title, and when it was published, which is not when it was crawled.</summary>
    private static string? WithFacts(string? metadata, ExtractedPage page)
    {
        if (page.Title is null && page.Date is null)
        {
            return metadata;
        }

        JsonObject members = metadata is null ? [] : JsonNode.Parse(metadata)?.AsObject() ?? [];
        Set("title", page.Title);
        Set("published", page.Date);
        return members.ToJsonString(JsonSerializerOptions.Web);

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                members[name] = value;
            }
        }
    }

    private LedgerEntry EmptyText(Document document, SourceRecord record) => new()
    {
        Id = document.Id,
        Stage = StageNames.Ingest,
        Rule = EmptyTextRule,
        Value = record.Payload.Length,
        Outcome = LedgerOutcome.Dropped,
        Note = $"{relativePath} at {record.Position}{(record.Url is null ? "" : ", " + record.Url)}: no readable text in {record.Payload.Length} bytes",
    };

    private static bool IsBlank(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(WhiteSpace) < 0;
}
