using System.Globalization;
using DataCuration.Rephrasing.Segments;

namespace DataCuration.Rephrasing.Styles;

/// <summary>
/// A style of the user's own as one text file: optional lines <c>name: value</c> below <c>## options</c>, then the prompt as <see cref="PromptTemplate"/> reads it. Pure.
/// </summary>
public static class StyleFile
{
    private const string OptionsLine = "## options";

    private static readonly Dictionary<string, Func<RephrasingStyle, string, RephrasingStyle>> Options = new(StringComparer.Ordinal)
    {
        ["minDocumentTokens"] = (style, value) => style with { Segments = style.Segments with { MinDocumentTokens = Whole(value) } },
        ["minSegmentTokens"] = (style, value) => style with { Segments = style.Segments with { MinSegmentTokens = Whole(value) } },
        ["maxSegmentTokens"] = (style, value) => style with { Segments = style.Segments with { MaxSegmentTokens = Whole(value) } },
        ["excludeCodeAndTables"] = (style, value) => style with { Segments = style.Segments with { ExcludeCodeAndTables = bool.Parse(value) } },
        ["maxOutputTokens"] = (style, value) => style with { MaxOutputTokens = Whole(value) },
        ["minOutputTokens"] = (style, value) => style with { MinOutputTokens = Whole(value) },
        ["join"] = (style, value) => style with { Join = Enum.Parse<SegmentJoin>(value, ignoreCase: true) },
        ["temperature"] = (style, value) => style with { Temperature = Number(value) },
        ["topP"] = (style, value) => style with { TopP = Number(value) },
        ["requiredPrefix"] = (style, value) => style with { Checks = style.Checks with { RequiredPrefix = value } },
        ["isParaphrase"] = (style, value) => style with { Checks = style.Checks with { IsParaphrase = bool.Parse(value) } },
        ["minLengthRatio"] = (style, value) => style with { Checks = style.Checks with { MinLengthRatio = Number(value) } },
        ["maxLengthRatio"] = (style, value) => style with { Checks = style.Checks with { MaxLengthRatio = Number(value) } },
        ["maxCopiedShare"] = (style, value) => style with { Checks = style.Checks with { MaxCopiedShare = Number(value) } },
        ["maxNovelNumbers"] = (style, value) => style with { Checks = style.Checks with { MaxNovelNumbers = Number(value) } },
        ["maxNovelEntities"] = (style, value) => style with { Checks = style.Checks with { MaxNovelEntities = Number(value) } },
    };

    /// <summary>The names that may stand below <c>## options</c>.</summary>
    public static IReadOnlyCollection<string> OptionNames => Options.Keys;

    /// <summary>Reads a style.</summary>
    /// <param name="name">The style's name: the file's, without extension.</param>
    /// <param name="text">The file's content.</param>
    /// <exception cref="FormatException">An option or the prompt cannot be used; the message says which and what to do.</exception>
    public static RephrasingStyle Parse(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        int start = Array.FindIndex(lines, line => line.Trim().Length > 0);
        if (start < 0 || lines[start].TrimEnd() != OptionsLine)
            return new RephrasingStyle(name, PromptTemplate.Parse(name, text));

        int end = Array.FindIndex(lines, start + 1, line => line.StartsWith("## ", StringComparison.Ordinal));
        end = end < 0 ? lines.Length : end;
        RephrasingStyle style = new(name, PromptTemplate.Parse(name, string.Join('\n', lines[end..])));
        foreach (string line in lines[(start + 1)..end].Where(line => line.Trim().Length > 0))
            style = Apply(style, line);
        return style;
    }

    private static RephrasingStyle Apply(RephrasingStyle style, string line)
    {
        string[] sides = line.Split(':', 2, StringSplitOptions.TrimEntries);
        if (sides.Length < 2 || !Options.TryGetValue(sides[0], out Func<RephrasingStyle, string, RephrasingStyle>? set))
            throw new FormatException($"The template '{style.Name}' has the option line \"{line}\"; expected 'name: value' with one of {string.Join(", ", OptionNames)}.");
        try
        {
            return set(style, sides[1]);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            throw new FormatException($"The template '{style.Name}' gives '{sides[0]}' the value \"{sides[1]}\", which it cannot have.", exception);
        }
    }

    private static int Whole(string value) => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);

    private static double Number(string value) => double.Parse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
