using System.Buffers;
using System.Text;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Tokenizer;

namespace DataCuration.Probes.Training;

/// <summary>
/// Tokenised questions on disk: JSON, a question a line. Question and choices are encoded apart, with one space between them: their tokens
/// are those of the joined text, because a word begins at its space.
/// </summary>
public static class QuestionFile
{
    /// <summary>Encodes a question.</summary>
    /// <param name="encoder">The tokenizer of the probes.</param>
    /// <param name="question">The text before the answer.</param>
    /// <param name="choices">The possible answers; one for a cloze.</param>
    /// <param name="correct">The right one's index.</param>
    public static TokenizedQuestion Encode(BytePairEncoder encoder, string question, IReadOnlyList<string> choices, int correct)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(choices);
        return new TokenizedQuestion(Tokens(question.TrimEnd()), [.. choices.Select(choice => Tokens(" " + choice.Trim()))], correct);

        ushort[] Tokens(string text)
        {
            ArrayBufferWriter<ushort> tokens = new();
            encoder.Encode(Encoding.UTF8.GetBytes(text), tokens);
            return tokens.WrittenSpan.ToArray();
        }
    }

    /// <summary>Writes questions, whole or not at all.</summary>
    public static void Write(string path, IEnumerable<TokenizedQuestion> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        using MemoryStream content = new();
        foreach (TokenizedQuestion question in questions)
        {
            JsonSerializer.Serialize(content, question, Compact);
            content.WriteByte((byte)'\n');
        }

        AtomicFile.Write(path, content.ToArray());
    }

    /// <summary>Reads questions whose tokens all belong to a vocabulary.</summary>
    /// <exception cref="DiagnosticException">DC4003: missing, damaged, or of another tokenizer.</exception>
    public static IReadOnlyList<TokenizedQuestion> Read(string path, int vocabulary)
    {
        List<TokenizedQuestion> questions = [];
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                TokenizedQuestion question = JsonSerializer.Deserialize<TokenizedQuestion>(line, Compact) ?? throw new JsonException("it is null");
                bool isWhole = question.Correct >= 0 && question.Correct < question.Choices.Count && question.Choices.All(static choice => choice.Count > 0)
                    && question.Choices.Append(question.Context).All(tokens => tokens.All(token => token < vocabulary));
                if (!isWhole) throw new JsonException("its right choice is missing, a choice is empty, or a token is not in the vocabulary");
                questions.Add(question);
            }
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC4003", $"Question {questions.Count + 1} of the file of questions cannot be read: {exception.Message} Delete the file to have it written again.", path),
                ExitCode.BadInput);
        }

        return questions;
    }

    private static readonly JsonSerializerOptions Compact = new(ProbeJson.Options) { WriteIndented = false };
}
