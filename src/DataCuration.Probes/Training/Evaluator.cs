// Bits per byte = nats / (ln 2 · UTF-8 bytes), comparable between tokenizers (Gao et al., arXiv 2101.00027, §3.1). Each set is
// cut into consecutive windows of the context length; every token but a separator is predicted once, from the start of its
// window. Separators have no bytes and their nats do not count.
using DataCuration.Probes.Models;
using DataCuration.Probes.Tokenizer;
using TorchSharp;
using static TorchSharp.torch;

namespace DataCuration.Probes.Training;

/// <summary>Scores a model on one held-out set. Immutable apart from the tensors in flight; not thread-safe.</summary>
internal sealed class Evaluator
{
    private readonly EvaluationSetSpec _set;
    private readonly ushort[] _tokens;
    private readonly int _context;
    private readonly int _windowsAtOnce;
    private readonly long _predicted;
    private readonly long _bytes;

    public Evaluator(EvaluationSetSpec set, ushort[] tokens, BytePairTokenizer tokenizer, int context, int windowsAtOnce)
    {
        _set = set;
        _tokens = tokens;
        _context = context;
        _windowsAtOnce = windowsAtOnce;
        foreach (ushort token in tokens.AsSpan(1))
        {
            if (token == BytePairTokenizer.DocumentStart) continue;
            _predicted++;
            _bytes += tokenizer.BytesOf(token).Length;
        }
    }

    /// <summary>Tokens of the set that carry text; zero makes a score meaningless.</summary>
    public long Predicted => _predicted;

    /// <summary>The set's share in the macro average.</summary>
    public double Weight => _set.Weight;

    /// <summary>The model's loss.</summary>
    public EvaluationScore Score(ProbeModel model, CancellationToken cancellationToken)
    {
        double nats = 0;
        long windows = (_tokens.Length - 1) / _context;
        for (long first = 0; first < windows; first += _windowsAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            nats += Sum(model, first * _context, (int)Math.Min(_windowsAtOnce, windows - first), _context);
        }

        int rest = (int)((_tokens.Length - 1) % _context);
        if (rest > 0) nats += Sum(model, windows * _context, 1, rest);
        return new EvaluationScore
        {
            Set = _set.Name,
            BitsPerByte = nats / (Math.Log(2) * _bytes),
            Nats = nats,
            Tokens = _predicted,
            Bytes = _bytes,
        };
    }

    private double Sum(ProbeModel model, long start, int count, int length)
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

        Tensor all = tensor(window, [count, length + 1]).to(model.Parameters[0].device);
        Tensor targets = all.narrow(1, 1, length);
        Tensor nats = ProbeScript.Nats(model, all.narrow(1, 0, length), targets);
        return nats.masked_fill(targets.eq((long)BytePairTokenizer.DocumentStart), 0).sum(ScalarType.Float64).ToDouble();
    }
}
