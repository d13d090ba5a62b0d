// Bits per byte = nats / (ln 2 · UTF-8 bytes), comparable between tokenizers (Gao et al., arXiv 2101.00027, §3.1). Each set is
// cut into consecutive windows of the context length; every token but a separator is predicted once, from the start of its
// window. Separators have no bytes and their nats do not count. Sums are kept by document, so that two candidates can be compared
// on the same documents.
using DataCuration.Probes.Models;
using DataCuration.Probes.Tokenizer;
using static TorchSharp.torch;

namespace DataCuration.Probes.Training;

/// <summary>Scores a model on one held-out text. Immutable apart from the tensors in flight; not thread-safe.</summary>
internal sealed class TextEvaluator : IEvaluator
{
    private readonly EvaluationSetSpec _set;
    private readonly ushort[] _tokens;
    private readonly int _context;
    private readonly int _windowsAtOnce;
    private readonly List<long> _documentBytes = [];

    /// <param name="set">Name and weight.</param>
    /// <param name="tokens">The set's tokens.</param>
    /// <param name="tokenizer">Knows their bytes.</param>
    /// <param name="context">Tokens a window.</param>
    /// <param name="windowsAtOnce">Windows that go through the model together.</param>
    public TextEvaluator(EvaluationSetSpec set, ushort[] tokens, BytePairTokenizer tokenizer, int context, int windowsAtOnce)
    {
        _set = set;
        _tokens = tokens;
        _context = context;
        _windowsAtOnce = windowsAtOnce;
        _documentBytes.Add(0);
        foreach (ushort token in tokens.AsSpan(1))
        {
            if (token == BytePairTokenizer.DocumentStart)
            {
                _documentBytes.Add(0);
                continue;
            }

            Predicted++;
            _documentBytes[^1] += tokenizer.BytesOf(token).Length;
        }

        Documents = new EvaluationDocuments(set.Name, _documentBytes);
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
        double[] documents = new double[_documentBytes.Count];
        int document = 0;
        long windows = (_tokens.Length - 1) / _context;
        for (long first = 0; first < windows; first += _windowsAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddWindows(model, first * _context, (int)Math.Min(_windowsAtOnce, windows - first), _context, documents, ref document);
        }

        int rest = (int)((_tokens.Length - 1) % _context);
        if (rest > 0) AddWindows(model, windows * _context, 1, rest, documents, ref document);
        return documents;
    }

    /// <inheritdoc/>
    public EvaluationScore Summarise(IReadOnlyList<double[]> checkpoints)
    {
        long bytes = _documentBytes.Sum();
        double[] mean = new double[_documentBytes.Count];
        for (int document = 0; document < mean.Length; document++)
        {
            mean[document] = checkpoints.Sum(checkpoint => checkpoint[document]) / checkpoints.Count;
        }

        double nats = mean.Sum();
        return new EvaluationScore
        {
            Set = _set.Name,
            BitsPerByte = nats / (Math.Log(2) * bytes),
            Nats = nats,
            Tokens = Predicted,
            Bytes = bytes,
            Checkpoints = [.. checkpoints.Select(checkpoint => checkpoint.Sum() / (Math.Log(2) * bytes))],
            DocumentNats = mean,
        };
    }

    private void AddWindows(ProbeModel model, long start, int count, int length, double[] documents, ref int document)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        long[] window = new long[count * (length + 1)];
        for (int index = 0; index < count; index++)
        {
            for (int at = 0; at <= length; at++)
            {
                window[(index * (length + 1)) + at] = _tokens[start + (index * length) + at];
            }
        }

        Tensor all = tensor(window, [count, length + 1]).to(model.Device);
        Tensor nats = ProbeScript.Nats(model, all.narrow(1, 0, length), all.narrow(1, 1, length)).to(CPU).contiguous();
        ReadOnlySpan<float> values = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(nats.bytes);
        for (int at = 0; at < values.Length; at++)
        {
            if (_tokens[start + at + 1] == BytePairTokenizer.DocumentStart) document++;
            else documents[document] += values[at];
        }
    }
}
