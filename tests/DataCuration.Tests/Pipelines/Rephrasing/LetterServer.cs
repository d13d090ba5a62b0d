using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DataCuration.Tests.Rephrasing.Generation;
using Microsoft.AspNetCore.Http;

namespace DataCuration.Tests.Pipelines.Rephrasing;

/// <summary>A server for the documents of <see cref="LetterTests"/>: it answers with the text's words in another order, or misbehaves by the letter's number.</summary>
internal static partial class LetterServer
{
    /// <summary>Another order of words: close enough to pass as a paraphrase, far enough to be no copy.</summary>
    public static string Reworded(string source) => string.Join(' ', source.Split(' ').Chunk(5).Select(words => string.Join(' ', words.Reverse())));

    public static string SourceOf(JsonNode body)
    {
        string user = ScriptedServer.UserOf(body);
        int start = user.IndexOf("<<<TEXT\n", StringComparison.Ordinal);
        return start < 0 ? user : user[(start + 8)..user.IndexOf("\nTEXT>>>", StringComparison.Ordinal)];
    }

    public static int NumberOf(string source) => DocumentNumber().Match(source) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : -1;

    public static string? CanaryWords(string user) => CanaryWord().Matches(user) is { Count: 2 } words ? $"{words[0].Groups[1].Value} {words[1].Groups[1].Value}" : null;

    public static Task<ScriptedServer> RephraserAsync(Action? onCall = null) => ScriptedServer.StartAsync((context, _, body) =>
    {
        onCall?.Invoke();
        string source = SourceOf(body);
        string answer = CanaryWords(source) ?? Reworded(source);
        return ScriptedServer.AnswerAsync(context, ScriptedServer.UserOf(body).Contains("Here is a paraphrased version:") ? "Here is a paraphrased version:\n" + answer : answer,
            promptTokens: ScriptedServer.UserOf(body).Length / 4, completionTokens: answer.Length / 4);
    });

    public static Task FailAsync(HttpContext context) => ScriptedServer.WriteAsync(context, 500, "{\"error\":{\"message\":\"broken\"}}");

    /// <summary>What happens depends on the text, so every order of calls ends alike: one in seven is dropped, cut or refused each.</summary>
    public static Task MisbehaveAsync(HttpContext context, int call, JsonNode body)
    {
        string source = SourceOf(body);
        if (CanaryWords(source) is { } words)
            return ScriptedServer.AnswerAsync(context, words, promptTokens: 1000);
        context.Response.Headers["retry-after-ms"] = "1";
        return (NumberOf(source) % 7) switch
        {
            0 => FailAsync(context),
            1 => ScriptedServer.AnswerAsync(context, Reworded(source)[..20], finish: "length"),
            2 => ScriptedServer.AnswerAsync(context, "I cannot rephrase this text."),
            _ => ScriptedServer.AnswerAsync(context, Reworded(source)),
        };
    }

    [GeneratedRegex(@"number (\d+) of")]
    private static partial Regex DocumentNumber();

    [GeneratedRegex(@"(?:FIRST|LAST) WORD: (\w+)")]
    private static partial Regex CanaryWord();
}
