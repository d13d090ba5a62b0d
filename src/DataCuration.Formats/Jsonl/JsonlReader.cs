using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Formats.Jsonl;

/// <summary>
/// One JSON object a line. UTF-8 from end to end: no string is made for a line or a text. A bad line is quarantined with its offset and the next
/// line is read. The position is the line's offset in the decompressed stream.
/// </summary>
internal sealed class JsonlReader(string relativePath, FieldMapping fields)
{
    /// <summary>A longer line is quarantined, so that a damaged file cannot exhaust memory.</summary>
    public const int MaxLineBytes = 64 << 20;

    public async IAsyncEnumerable<ReadItem> ReadAsync(InputBuffer input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isFirst = true;
        while (true)
        {
            int length = await FindLineAsync(input, cancellationToken).ConfigureAwait(false);
            if (length == 0 && input.IsAtEnd)
            {
                yield break;
            }

            if (length > MaxLineBytes)
            {
                yield return ReadItem.From(Bad(input, "DC1004", length, $"The line is longer than {MaxLineBytes >> 20} MiB. Split the record, or check that the file has line breaks."));
                await SkipLineAsync(input, cancellationToken).ConfigureAwait(false);
                continue;
            }

            bool isCut = input.IsAtEnd && input.Damage is not null && length == input.Length;
            if (!isCut && ParseLine(input, length, isFirst) is { } item)
            {
                yield return item;
            }

            if (isCut)
            {
                // The line may be half a record; the caller reports the damage at this offset.
                yield break;
            }

            isFirst = false;
            input.Advance(Math.Min(length + 1, input.Length));
        }
    }

    private static async ValueTask<int> FindLineAsync(InputBuffer input, CancellationToken cancellationToken)
    {
        int searched = 0;
        while (true)
        {
            int at = input.Window[searched..].IndexOf((byte)'\n');
            if (at >= 0)
            {
                return searched + at;
            }

            searched = input.Length;
            if (input.IsAtEnd || searched > MaxLineBytes)
            {
                return searched;
            }

            await input.ReadMoreAsync(0, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask SkipLineAsync(InputBuffer input, CancellationToken cancellationToken)
    {
        while (true)
        {
            int at = input.Window.IndexOf((byte)'\n');
            if (at >= 0)
            {
                input.Advance(at + 1);
                return;
            }

            input.Advance(input.Length);
            if (input.IsAtEnd)
            {
                return;
            }

            await input.ReadMoreAsync(0, cancellationToken).ConfigureAwait(false);
        }
    }

    private ReadItem? ParseLine(InputBuffer input, int length, bool isFirst)
    {
        ReadOnlySpan<byte> line = input.Window[..length];
        if (isFirst && line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        line = line.Trim(" \t\r"u8);
        if (line.IsEmpty)
        {
            return null;
        }

        if (!Utf8.IsValid(line))
        {
            return ReadItem.From(Bad(input, "DC1003", length, "The line is not valid UTF-8. Convert the file, or remove the line."));
        }

        try
        {
            return Parse(line, input, length);
        }
        catch (JsonException exception)
        {
            return ReadItem.From(Bad(input, "DC1002", length, $"The line is not one JSON object: {exception.Message} Expected {{\"{fields.Text}\": \"...\"}}."));
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader's answer to an escaped lone surrogate such as \ud800.
            return ReadItem.From(Bad(input, "DC1003", length, "A string holds half a surrogate pair, which is no Unicode text. Write the character whole."));
        }
    }

    private ReadItem Parse(ReadOnlySpan<byte> line, InputBuffer input, int length)
    {
        Utf8JsonReader json = new(line, new JsonReaderOptions { MaxDepth = 128 });
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return ReadItem.From(Bad(input, "DC1002", length, $"The line is JSON, but no object. Expected {{\"{fields.Text}\": \"...\"}}."));
        }

        byte[]? text = null;
        string? url = null, date = null, language = null;
        using MetadataBuilder metadata = new(line.Length);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            bool isText = json.TokenType == JsonTokenType.String;
            if (name == fields.Text)
            {
                if (!isText)
                {
                    return ReadItem.From(Bad(input, "DC1005", length, $"The field '{name}' is {json.TokenType}, expected a string. Map the text with the source's fields.text."));
                }

                text = CopyString(ref json);
            }
            else if (isText && name == fields.Url)
            {
                url = json.GetString();
            }
            else if (isText && name == fields.Date)
            {
                date = json.GetString();
            }
            else if (isText && name == fields.Language)
            {
                language = json.GetString();
            }
            else
            {
                metadata.Add(name, ref json);
            }
        }

        // Anything after the object is an error of the whole line.
        json.Read();
        return text is null
            ? ReadItem.From(Bad(input, "DC1005", length, $"The object has no field '{fields.Text}'. Map the text with the source's fields.text."))
            : ReadItem.From(new SourceRecord { Position = input.Position, Kind = PayloadKind.Text, Payload = text, Url = url, Date = date, Language = language, Metadata = metadata.ToJson() });
    }

    private static byte[] CopyString(ref Utf8JsonReader json)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, json.ValueSpan.Length));
        int count = json.CopyString(rented);
        byte[] text = rented.AsSpan(0, count).ToArray();
        ArrayPool<byte>.Shared.Return(rented);
        return text;
    }

    private QuarantinedRecord Bad(InputBuffer input, string code, int length, string message) => new()
    {
        File = relativePath,
        Position = input.Position,
        Code = code,
        Message = message,
        Raw = input.Window[..Math.Min(Math.Min(length, input.Length), QuarantinedRecord.MaxRawBytes)].ToArray(),
    };
}
