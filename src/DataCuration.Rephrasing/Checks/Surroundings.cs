using System.Text.RegularExpressions;

namespace DataCuration.Rephrasing.Checks;

/// <summary>Takes off what models put around an answer. Works at the two ends only, never in the body, and once is as good as twice. Pure.</summary>
public static partial class Surroundings
{
    private const int MaxPreamble = 300;
    private const int MaxPostamble = 200;
    private static readonly string[] Openers =
        [
            "sure", "certainly", "of course", "okay", "ok,", "absolutely", "here is", "here's", "here’s", "here are", "below is", "the following is", "this is a",
            "as requested",
        ];
    private static readonly string[] Closers = ["note:", "i hope", "let me know"];
    private static readonly (char Open, char Close)[] Quotes = [('"', '"'), ('“', '”'), ('«', '»'), ('「', '」'), ('\'', '\'')];

    /// <summary>Without a leading think block; null when one opens and does not close.</summary>
    public static string? WithoutThinking(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        while (text.StartsWith("<think>", StringComparison.OrdinalIgnoreCase))
        {
            int close = text.IndexOf("</think>", StringComparison.OrdinalIgnoreCase);
            if (close < 0)
                return null;
            text = text[(close + "</think>".Length)..].TrimStart();
        }

        return text;
    }

    /// <summary>Without the required prefix, or without an opening paragraph that talks about the answer; null when what is required is missing.</summary>
    public static string? WithoutPreamble(string text, OutputCheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        if (options.RequiredPrefix is { } prefix)
        {
            string bare = text.TrimStart('*', '#', ' ');
            return bare.StartsWith(prefix, StringComparison.Ordinal) ? bare[prefix.Length..].TrimStart('*', ' ', '\n') : null;
        }

        while (IsPreamble(FirstParagraph(text, out string rest)) && rest.Length > 0)
            text = rest;
        return options.RequiredFirstLineStart is { } start && !text.StartsWith(start, StringComparison.Ordinal) ? null : text;
    }

    /// <summary>Without one pair of quotes, or one code fence, around the whole.</summary>
    public static string WithoutWrapping(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith("```", StringComparison.Ordinal) && text.EndsWith("```", StringComparison.Ordinal) && text.IndexOf('\n') is var line and > 0
            && text.Length - 3 > line && text.IndexOf("```", line, StringComparison.Ordinal) == text.Length - 3)
            return text[(line + 1)..^3].Trim();
        foreach ((char open, char close) in Quotes)
        {
            // A second quote mark inside means that the two ends need not be a pair.
            if (text.Length > 2 && text[0] == open && text[^1] == close && text.AsSpan(1, text.Length - 2).IndexOfAny(open, close) < 0)
                return text[1..^1].Trim();
        }

        return text;
    }

    /// <summary>Without a last paragraph addressed to the one who asked.</summary>
    public static string WithoutPostamble(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        while (text.LastIndexOf("\n\n", StringComparison.Ordinal) is var at and > 0)
        {
            string last = text[at..].Trim();
            if (last.Length > MaxPostamble || !Closers.Any(closer => last.StartsWith(closer, StringComparison.OrdinalIgnoreCase)))
                break;
            text = text[..at].TrimEnd();
        }

        return text;
    }

    private static bool IsPreamble(string paragraph) =>
        paragraph.Length is > 0 and <= MaxPreamble
        && (paragraph.EndsWith(':')
            ? MetaWord().IsMatch(paragraph) || HereIs().IsMatch(paragraph)
            // Without the colon "here is" alone says nothing: "Here is where the river bends."
            : MetaWord().IsMatch(paragraph) && Openers.Any(opener => paragraph.StartsWith(opener, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The first paragraph; or the first line, when that ends with a colon and so announces what follows.</summary>
    private static string FirstParagraph(string text, out string rest)
    {
        int line = text.IndexOf('\n');
        int at = line > 0 && text.AsSpan(0, line).TrimEnd().EndsWith(":") ? line : text.IndexOf("\n\n", StringComparison.Ordinal);
        rest = at < 0 ? "" : text[at..].Trim();
        return at < 0 ? "" : text[..at].Trim().Trim('*', '#').Trim();
    }

    [GeneratedRegex(
        @"paraphras|rewrit|rewrote|reword|rephras|retell|summar|condens|simplif|\bversion\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MetaWord();

    [GeneratedRegex(@"\bhere(?: is|['’]s| are)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HereIs();
}
