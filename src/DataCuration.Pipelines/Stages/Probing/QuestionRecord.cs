// Records of question sets as they are published: a list of choices and the right one by text, number or letter; a text and its answer (cloze); and
// prompts that carry their choices in the text ("... Answer1: a stone Answer2: a bird ... Answer format: answer1/answer2", "... Answer format:
// true/false"; Hu et al., arXiv 2304.01933). The last are taken apart, because small models cannot name an answer but can find it likely.
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Probes.Tokenizer;
using DataCuration.Probes.Training;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>A question of an evaluation set.</summary>
/// <param name="Question">The text before the answer.</param>
/// <param name="Choices">The possible answers; one for a cloze.</param>
/// <param name="Correct">The right one's index.</param>
internal sealed partial record QuestionRecord(string Question, IReadOnlyList<string> Choices, int Correct)
{
    /// <summary>Reads a record.</summary>
    /// <exception cref="DiagnosticException">DC3085: no answer, or one that is none of the choices.</exception>
    public static QuestionRecord Parse(SourceRecord record, EvaluationSetOptions set, ResolvedFile file)
    {
        using JsonDocument metadata = JsonDocument.Parse(record.Metadata ?? "{}");
        JsonElement fields = metadata.RootElement;
        string question = Encoding.UTF8.GetString(record.Payload.Span);
        if (!fields.TryGetProperty(set.AnswerField, out JsonElement element) || Text(element) is not { } answer || string.IsNullOrWhiteSpace(answer))
        {
            string others = string.Join(", ", fields.EnumerateObject().Select(member => member.Name));
            throw Fail($"has no answer in its field '{set.AnswerField}'; its other fields are: {others}. Name the right one with answerField");
        }

        if (!fields.TryGetProperty(set.ChoicesField, out JsonElement listed) || listed.ValueKind == JsonValueKind.Null)
        {
            return FromPrompt(question, answer.Trim()) ?? new QuestionRecord(question, [answer], 0);
        }

        string[] choices = listed.ValueKind == JsonValueKind.Array ? [.. listed.EnumerateArray().Select(choice => Text(choice) ?? "")] : [];
        if (choices.Length < 2 || choices.Any(string.IsNullOrWhiteSpace))
        {
            throw Fail($"has in its field '{set.ChoicesField}' no list of two or more choices, each with text");
        }

        int correct = IndexOf(choices, element, answer);
        return correct >= 0
            ? new QuestionRecord(question, choices, correct)
            : throw Fail($"has the answer '{answer}', which is none of its {choices.Length} choices, no number from 0 to {choices.Length - 1} and no letter up to {(char)('A' + choices.Length - 1)}");

        DiagnosticException Fail(string problem) => new(
            Diagnostic.Error("DC3085", $"The record at {record.Position} of the evaluation set '{set.Name}' {problem}.", file.FullPath), ExitCode.BadInput);
    }

    /// <summary>The question in tokens. A blank in the question (a lone underscore) is filled: the choices then go on with what follows it.</summary>
    public TokenizedQuestion Encode(BytePairEncoder encoder)
    {
        if (Blank().Matches(Question) is not [{ } blank]) return QuestionFile.Encode(encoder, Question, Choices, Correct);
        string rest = Question[(blank.Index + blank.Length)..];
        return QuestionFile.Encode(encoder, Question[..blank.Index], [.. Choices.Select(choice => choice.Trim() + rest)], Correct);
    }

    private static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => null,
    };

    private static int IndexOf(string[] choices, JsonElement element, string answer)
    {
        int index = Array.FindIndex(choices, choice => string.Equals(choice.Trim(), answer.Trim(), StringComparison.Ordinal));
        if (index >= 0 && element.ValueKind == JsonValueKind.String) return index;
        if (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) index = number;
        else if (answer.Trim() is [var letter and >= 'A' and <= 'Z']) index = letter - 'A';
        return index < choices.Length ? index : -1;
    }

    private static QuestionRecord? FromPrompt(string text, string answer)
    {
        Match format = Format().Match(text);
        string body = format.Success ? text[..format.Index] : text;
        Match[] labels = [.. Labels().Matches(body).Cast<Match>()];
        int correct = Array.FindIndex(labels, label => string.Equals(label.Groups[1].Value + label.Groups[2].Value, answer, StringComparison.OrdinalIgnoreCase));
        if (correct >= 0 && labels.Length > 1)
        {
            string[] choices = [.. labels.Select((label, index) => body[(label.Index + label.Length)..(index + 1 < labels.Length ? labels[index + 1].Index : body.Length)].Trim())];
            return choices.Any(string.IsNullOrEmpty) ? null : new QuestionRecord(Instruction().Replace(body[..labels[0].Index], ""), choices, correct);
        }

        string[] named = format.Success ? format.Groups[1].Value.Trim().Split('/') : [];
        int right = Array.IndexOf(named, answer);
        return right >= 0 && named.Length > 1 && labels.Length == 0 ? new QuestionRecord(Instruction().Replace(body, ""), named, right) : null;
    }

    [GeneratedRegex(@"\b(Answer|Solution|Option|Ending)(\d+):", RegexOptions.CultureInvariant)]
    private static partial Regex Labels();

    [GeneratedRegex(@"(?<!\S)_(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();

    [GeneratedRegex(@"\s*Answer format: *([^\n]+?)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Format();

    [GeneratedRegex(@"^Please [^:?]+: *", RegexOptions.CultureInvariant)]
    private static partial Regex Instruction();
}
