using System.Globalization;
using DataCuration.Documents;

namespace DataCuration.Tests.Formats.Parquet;

/// <summary>Documents for the Parquet tests.</summary>
internal static class Samples
{
    public static readonly string[] Texts = ["", "plain", "éàü 日本語 😀", "a\nb\0c", new('x', 5000)];

    public static Document[] Documents(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new Document
        {
            Id = DocumentId.Create("s", "f", i),
            Text = Read.Utf8($"{Texts[i % Texts.Length]}{(i % Texts.Length == 0 ? "" : i.ToString(CultureInfo.InvariantCulture))}"),
            Source = i % 2 == 0 ? "web" : "books",
            Url = i % 3 == 0 ? null : $"http://ü/{i}",
            Date = i % 4 == 0 ? "2024" : null,
            Language = i % 5 == 0 ? null : "de",
            Metadata = i % 6 == 0 ? null : $$"""{"n":{{i}},"é":"日"}""",
        }),
    ];
}
