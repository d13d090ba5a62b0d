using System.Globalization;
using System.Text.RegularExpressions;

namespace DataCuration.Sdk.Tasks;

/// <summary>
/// A line of the tool's output in the canonical form <c>file(line,col): error DC2001: text</c>. Only DC codes count:
/// a progress line that happens to say "error" stays a message.
/// </summary>
/// <param name="File">As the tool wrote it; null when no file is at fault.</param>
/// <param name="Line">1-based; 0 when unknown.</param>
/// <param name="Column">1-based; 0 when unknown.</param>
/// <param name="IsError">Error or warning.</param>
/// <param name="Code">For example DC2001.</param>
/// <param name="Text">The message.</param>
internal sealed partial record ToolLine(string? File, int Line, int Column, bool IsError, string Code, string Text)
{
    // What Diagnostic.ToString writes when no file is at fault.
    private const string NoFile = "curate";

    /// <summary>The parts of a canonical line; null for any other line.</summary>
    public static ToolLine? Parse(string line)
    {
        Match match = Canonical().Match(line);
        if (!match.Success)
        {
            return null;
        }

        string file = match.Groups["file"].Value;
        return new ToolLine(
            file == NoFile ? null : file,
            Number(match.Groups["line"]),
            Number(match.Groups["column"]),
            match.Groups["severity"].Value == "error",
            match.Groups["code"].Value,
            match.Groups["text"].Value);
    }

    private static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^\s*(?<file>.+?)(\((?<line>\d{1,9})(,(?<column>\d{1,9}))?\))?\s*:\s*(?<severity>error|warning)\s+(?<code>DC\d{4})\s*:\s*(?<text>.*)$")]
    private static partial Regex Canonical();
}
