using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Probes.Tokenizer;

namespace DataCuration.Probes.Training;

/// <summary>Opens the held-out sets of a spec.</summary>
internal static class EvaluationSets
{
    /// <summary>Reads a set and makes what scores it.</summary>
    /// <param name="set">One of the spec's sets.</param>
    /// <param name="spec">Context length and how much to score.</param>
    /// <param name="tokenizer">The tokenizer of all files.</param>
    /// <param name="baseDirectory">Where relative paths start.</param>
    /// <param name="microTokens">Tokens that go through the model at once.</param>
    /// <exception cref="DiagnosticException">DC4003: missing, damaged, of another tokenizer, or nothing to score.</exception>
    public static IEvaluator Open(EvaluationSetSpec set, ProbeSpec spec, BytePairTokenizer tokenizer, string baseDirectory, long microTokens)
    {
        string path = Path.Combine(baseDirectory, set.TokenFile);
        IEvaluator evaluator = set.Kind == EvaluationKind.Questions
            ? new QuestionEvaluator(set, QuestionFile.Read(path, tokenizer.VocabularySize), tokenizer, spec.ContextLength, spec.MaxEvaluationTokens, microTokens)
            : OpenText(set, spec, tokenizer, path, microTokens);
        if (evaluator.Predicted > 0) return evaluator;
        string reason = set.Kind == EvaluationKind.Questions
            ? $"no question whose choices fit into the context of {spec.ContextLength} tokens. Raise the context length, or leave the set out."
            : "no text to predict. Give it documents that are not empty.";
        throw new DiagnosticException(Diagnostic.Error("DC4003", $"The evaluation set '{set.Name}' holds {reason}", path), ExitCode.BadInput);
    }

    private static TextEvaluator OpenText(EvaluationSetSpec set, ProbeSpec spec, BytePairTokenizer tokenizer, string path, long microTokens)
    {
        using TokenFile file = TokenFile.Open(path, Math.Min(spec.MaxEvaluationTokens, Array.MaxLength), minTokens: 2, tokenizer.VocabularySize);
        ushort[] tokens = file.Slice(0, (int)file.Length).ToArray();
        return new TextEvaluator(set, tokens, tokenizer, spec.ContextLength, (int)Math.Max(1, microTokens / spec.ContextLength));
    }
}
