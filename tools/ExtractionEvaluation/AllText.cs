using System.Net;
using System.Text.RegularExpressions;

namespace DataCuration.ExtractionEvaluation;

/// <summary>The text of a fragment of clean HTML, tags taken out; independent of the extractor under test.</summary>
internal static partial class AllText
{
    /// <summary>The text.</summary>
    public static string Of(string html) => WebUtility.HtmlDecode(Tags().Replace(html, " "));

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
