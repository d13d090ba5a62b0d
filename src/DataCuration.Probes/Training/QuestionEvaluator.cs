// Questions scored by the likelihood of their answers, not by asking (Brown et al., arXiv 2005.14165, §2.4): each choice follows the question, and
// its tokens' nats are added up. What decides is the right answer's bits per byte, which falls smoothly long before a small model picks right
// answers (Schaeffer et al., arXiv 2406.04391; Magnusson et al., arXiv 2504.11393); probabilities among the choices and accuracies are reported
// beside it, by sums and by bytes. Questions too long lose tokens from their start. Cost: a pass over question and choice for each choice.
using System.Runtime.InteropServices;
using DataCuration.Probes.Models;
using DataCuration.Probes.Tokenizer;
using static TorchSharp.torch;

namespace DataCuration.Probes.Training;

/// <summary>Scores a model on a set of questions. Immutable apart from the tensors in flight; not thread-safe.</summary>
internal sealed class QuestionEvaluator : IEvaluator
{
    private readonly EvaluationSetSpec _set;
    private readonly List<TokenizedQuestion> _questions = [];
    private readonly List<long[]> _choiceBytes = [];
    private readonly Row[][] _batches;
    private readonly int _choiceCount;
    private readonly int _leftOut;

    /// <param name="set">Name and weight.</param>
    /// <param name="questions">The set's questions; those with a choice longer than the context are left out.</param>
    /// <param name="tokenizer">Knows the tokens' bytes.</param>
    /// <param name="context">The most tokens of a question with its choice.</param>
    /// <param name="maxTokens">Questions from the set's start, until their rows have as many tokens.</param>
    /// <param name="tokensAtOnce">Tokens that go through the model together.</param>
    public QuestionEvaluator(
        EvaluationSetSpec set, IReadOnlyList<TokenizedQuestion> questions, BytePairTokenizer tokenizer, int context, long maxTokens, long tokensAtOnce)
    {
        _set = set;
        List<Row> rows = [];
        long tokens = 0;
        foreach (TokenizedQuestion question in questions)
        {
            if (question.Choices.Any(choice => choice.Count > context))
            {
                _leftOut++;
                continue;
            }

            Row[] own = [.. question.Choices.Select((choice, index) => RowOf(question, choice, _choiceCount + index, context))];
            tokens += own.Sum(static row => (long)row.Tokens.Length - 1);
            if (tokens > maxTokens && _questions.Count > 0) break;
            rows.AddRange(own);
            _choiceCount += own.Length;
            _questions.Add(question);
            _choiceBytes.Add([.. question.Choices.Select(choice => choice.Sum(token => (long)tokenizer.BytesOf(token).Length))]);
        }

        // Rows of like length go together, so that little of a batch is filling.
        Row[] sorted = [.. rows.OrderByDescending(static row => row.Tokens.Length).ThenBy(static row => row.Choice)];
        List<Row[]> batches = [];
        for (int first = 0; first < sorted.Length; first += batches[^1].Length)
        {
            int count = (int)Math.Max(1, tokensAtOnce / (sorted[first].Tokens.Length - 1));
            batches.Add(sorted[first..Math.Min(sorted.Length, first + count)]);
        }

        _batches = [.. batches];
        Documents = new EvaluationDocuments(set.Name, [.. _questions.Select((question, index) => _choiceBytes[index][question.Correct])]);
        Predicted = _questions.Sum(static question => (long)question.Choices[question.Correct].Count);
    }

    /// <inheritdoc/>
    public EvaluationDocuments Documents { get; }

    /// <inheritdoc/>
    public long Predicted { get; }

    /// <inheritdoc/>
    public double Weight => _set.Weight;

    /// <inheritdoc/>
    public double[] Score(ProbeModel model, CancellationToken cancellationToken)
    {
        double[] choices = new double[_choiceCount];
        foreach (Row[] batch in _batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddBatch(model, batch, choices);
        }

        return choices;
    }

    /// <inheritdoc/>
    public EvaluationScore Summarise(IReadOnlyList<double[]> checkpoints)
    {
        double[] mean = [.. Enumerable.Range(0, _choiceCount).Select(choice => checkpoints.Average(checkpoint => checkpoint[choice]))];
        double[][] nats = Nested(mean);
        double[] correct = [.. _questions.Select((question, index) => nats[index][question.Correct])];
        double bits = Math.Log(2) * Documents.Bytes.Sum();
        double[][][] nested = [.. checkpoints.Select(Nested)];
        bool isCloze = _questions.All(static question => question.Choices.Count == 1);
        return new EvaluationScore
        {
            Set = _set.Name,
            BitsPerByte = correct.Sum() / bits,
            Nats = correct.Sum(),
            Tokens = Predicted,
            Bytes = Documents.Bytes.Sum(),
            Checkpoints = [.. nested.Select(checkpoint => _questions.Select((question, index) => checkpoint[index][question.Correct]).Sum() / bits)],
            DocumentNats = correct,
            Questions = new QuestionScore
            {
                Questions = _questions.Count,
                LeftOut = _leftOut,
                LogLikelihood = -correct.Average(),
                LogLikelihoodPerToken = -_questions.Select((question, index) => correct[index] / question.Choices[question.Correct].Count).Average(),
                MarginBitsPerByte = Mean((choices, right, bytes) => Margin(PerByte(choices, bytes), right) / Math.Log(2)),
                ChoiceProbability = Mean(static (choices, right, _) => Probability(choices, right)),
                ChoiceProbabilityPerByte = Mean(static (choices, right, bytes) => Probability(PerByte(choices, bytes), right)),
                Accuracy = Mean(static (choices, right, _) => IsBest(choices, right)),
                AccuracyPerByte = Mean(static (choices, right, bytes) => IsBest(PerByte(choices, bytes), right)),
                Chance = isCloze ? null : _questions.Average(static question => 1.0 / question.Choices.Count),
                ChoiceNats = nats,
            },
        };

        double? Mean(Func<double[], int, long[], double> metric) => isCloze
            ? null
            : nested.Average(checkpoint => _questions.Select((question, index) => metric(checkpoint[index], question.Correct, _choiceBytes[index])).Average());
    }

    private static double[] PerByte(double[] nats, long[] bytes) => [.. nats.Zip(bytes, static (sum, length) => sum / length)];

    private static double Probability(double[] nats, int right) => 1 / nats.Sum(other => Math.Exp(nats[right] - other));

    private static double IsBest(double[] nats, int right) => nats[right] > nats.Min() ? 0 : 1.0 / nats.Count(other => other == nats[right]);

    private static double Margin(double[] nats, int right) =>
        nats.Length == 1 ? 0 : nats.Where((_, index) => index != right).Min() - nats[right];

    private static Row RowOf(TokenizedQuestion question, IReadOnlyList<ushort> choice, int index, int context)
    {
        int kept = Math.Min(question.Context.Count, context - choice.Count);
        return new Row([BytePairTokenizer.DocumentStart, .. question.Context.Skip(question.Context.Count - kept), .. choice], choice.Count, index);
    }

    private double[][] Nested(double[] choices)
    {
        int next = 0;
        return [.. _questions.Select(question => choices[next..(next += question.Choices.Count)])];
    }

    /// <summary>Causal attention does not see the filling behind a row.</summary>
    private static void AddBatch(ProbeModel model, Row[] batch, double[] choices)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        int width = batch[0].Tokens.Length;
        long[] filled = new long[batch.Length * width];
        Array.Fill(filled, BytePairTokenizer.DocumentStart);
        for (int row = 0; row < batch.Length; row++)
        {
            for (int at = 0; at < batch[row].Tokens.Length; at++) filled[(row * width) + at] = batch[row].Tokens[at];
        }

        Tensor all = tensor(filled, [batch.Length, width]).to(model.Device);
        Tensor nats = ProbeScript.Nats(model, all.narrow(1, 0, width - 1), all.narrow(1, 1, width - 1)).to(CPU).contiguous();
        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(nats.bytes);
        for (int row = 0; row < batch.Length; row++)
        {
            int end = (row * (width - 1)) + batch[row].Tokens.Length - 1;
            foreach (float value in values[(end - batch[row].Scored)..end]) choices[batch[row].Choice] += value;
        }
    }

    /// <summary>A question followed by one choice.</summary>
    /// <param name="Tokens">Separator, question, choice.</param>
    /// <param name="Scored">How many of them, at the end, are the choice's.</param>
    /// <param name="Choice">The choice's number over all questions.</param>
    private sealed record Row(ushort[] Tokens, int Scored, int Choice);
}
