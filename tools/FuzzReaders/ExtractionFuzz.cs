using System.Text.Unicode;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Extraction;

namespace DataCuration.FuzzReaders;

/// <summary>Extracts damaged pages with both profiles and says what is wrong with what came out.</summary>
internal static class ExtractionFuzz
{
    private const long MaxAllocatedBytes = 256L << 20;

    private static readonly HtmlTextExtractor[] Extractors = [.. Enum.GetValues<ExtractionProfile>().Select(profile => new HtmlTextExtractor(profile))];

    /// <summary>Null when all promises were kept, otherwise the broken one.</summary>
    public static Task<string?> CheckAsync(byte[] page, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            foreach (HtmlTextExtractor extractor in Extractors)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                ExtractedPage found = extractor.Extract(page, null);
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (!Utf8.IsValid(found.Text.Span)) return Task.FromResult<string?>("the text is not UTF-8");
                if (found.Text.Length > (16L * page.Length) + 1024) return Task.FromResult<string?>($"a text of {found.Text.Length} bytes");
                if (allocated > MaxAllocatedBytes) return Task.FromResult<string?>($"{allocated} bytes were allocated");
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return Task.FromResult<string?>(error.ToString());
        }

        return Task.FromResult<string?>(null);
    }
}
