using System.Text;
using System.Text.RegularExpressions;

namespace DataCuration.RephrasingBenchmark.Server;

/// <summary>
/// An answer without a model, in the form that the prompt asks for: the text's own words in another order, so that it is faithful and no copy, after the prefix, as a list or as
/// questions where the style wants that. It says nothing about what a model would write. Pure.
/// </summary>
internal static partial class StyledAnswer
{
    private const int WordsPerItem = 24;

    /// <summary>The answer to a user message.</summary>
    public static string To(string user)
    {
        if (CanaryWord().Matches(user) is { Count: 2 } words)
        {
            return $"{words[0].Groups[1].Value} {words[1].Groups[1].Value}";
        }

        string source = SourceOf(user, out string task);
        if (task.Contains("Here is a paraphrased version:", StringComparison.Ordinal))
        {
            return "Here is a paraphrased version:\n" + Swapped(source);
        }

        if (task.Contains("Here are the questions and answers based on the provided text:", StringComparison.Ordinal))
        {
            return "Here are the questions and answers based on the provided text:\n" + Questions(source);
        }

        if (task.Contains("Paraphrased Text:", StringComparison.Ordinal))
        {
            string[] all = source.Split(' ');
            return "Paraphrased Text: " + Swapped(string.Join(' ', all[..Math.Max(1, all.Length * 2 / 3)]));
        }

        return task.Contains("begins with \"- \"", StringComparison.Ordinal) ? List(source)
            : task.Contains("\"Question:\"", StringComparison.Ordinal) ? Questions(source)
            : Swapped(source);
    }

    /// <summary>The text that a prompt holds; the whole message when it has no markers.</summary>
    public static string SourceOf(string user, out string task)
    {
        const string Open = "<<<TEXT\n";
        const string Close = "\nTEXT>>>";
        int start = user.IndexOf(Open, StringComparison.Ordinal);
        int end = user.LastIndexOf(Close, StringComparison.Ordinal);
        bool hasMarkers = start >= 0 && end >= start + Open.Length;
        task = hasMarkers ? user[..start] + user[(end + Close.Length)..] : "";
        return hasMarkers ? user[(start + Open.Length)..end] : user;
    }

    /// <summary>Runs of four words in pairs, each pair in the other order.</summary>
    private static string Swapped(string text) =>
        string.Join(' ', text.Split(' ').Chunk(4).Chunk(2).SelectMany(pair => pair.Reverse()).Select(words => string.Join(' ', words)));

    private static IEnumerable<string> Items(string source) =>
        source.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(WordsPerItem).Select(words => Swapped(string.Join(' ', words)));

    private static string List(string source) => string.Join('\n', Items(source).Select(item => "- " + item));

    private static string Questions(string source)
    {
        StringBuilder text = new();
        foreach (string item in Items(source))
        {
            text.Append("Question: What is told with \"").AppendJoin(' ', item.Split(' ').Take(3)).Append("\"?\nAnswer: ").Append(item).Append('\n');
        }

        return text.ToString().Trim();
    }

    [GeneratedRegex(@"(?:FIRST|LAST) WORD: (\w+)")]
    private static partial Regex CanaryWord();
}
