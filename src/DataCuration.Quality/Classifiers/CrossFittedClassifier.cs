// Cross-fitting: with K folds there are K models, each trained without one fold, and a document is scored by the model that did not see
// its fold, so that training documents get honest scores and can be pooled with all others (Chernozhukov et al. 2018, arXiv 1608.00060,
// section 1; the same as k-fold prediction). A document's fold depends on its id and the seed alone.
using System.Buffers.Binary;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Classifiers;

/// <summary>One model a fold. Immutable; safe for concurrent use through one scorer a thread.</summary>
public sealed class CrossFittedClassifier
{
    // "DCCF", folds (int32), seed (uint64), then each model's length (int32) and bytes. The models carry their own checksums.
    private const int HeaderBytes = 16;

    private readonly LinearQualityModel[] _models;

    private CrossFittedClassifier(LinearQualityModel[] models, ulong seed)
    {
        _models = models;
        Seed = seed;
    }

    /// <summary>The models; model k was trained without the documents of fold k (with one fold: on all).</summary>
    public IReadOnlyList<LinearQualityModel> Models => _models;

    /// <summary>The seed of the folds.</summary>
    public ulong Seed { get; }

    private static ReadOnlySpan<byte> Magic => "DCCF"u8;

    /// <summary>The fold of a document.</summary>
    public static int FoldOf(DocumentId id, ulong seed, int folds) => (int)(StableHash.Of(id, seed) % (ulong)folds);

    /// <summary>Samples, trains a model a fold and measures them on the documents they did not see. Independent of the order of examples.</summary>
    /// <param name="examples">All labelled documents, read once.</param>
    /// <param name="options">Features, sample size and folds.</param>
    /// <param name="seed">The recipe's seed.</param>
    /// <param name="report">How well the held-out documents are separated.</param>
    /// <param name="cancellationToken">Checked between examples and between folds.</param>
    /// <exception cref="DiagnosticException">DC1051: fewer than 20 examples a side to train a fold on.</exception>
    public static CrossFittedClassifier Train(
        IEnumerable<LabelledText> examples, ClassifierOptions options, ulong seed, out ClassifierReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Folds, 1);
        HashedNGramFeaturizer featurizer = new(options.HashBits, options.MaxWordsPerGram);
        ExampleSample sample = new(featurizer, options.MaxExamplesPerSide, seed);
        foreach (LabelledText example in examples)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sample.Offer(example);
        }

        List<TrainingExample> kept = sample.ToList();
        CrossFittedClassifier classifier = new(new LinearQualityModel[options.Folds], seed);
        for (int fold = 0; fold < options.Folds; fold++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<TrainingExample> seen = [.. kept.Where(e => options.Folds == 1 || FoldOf(e.Id, seed, options.Folds) != fold)];
            int positives = seen.Count(e => e.IsPositive);
            if (Math.Min(positives, seen.Count - positives) < LinearQualityTrainer.MinExamplesPerSide)
            {
                throw ClassifierDiagnostics.TooFewExamples(positives, seen.Count - positives, LinearQualityTrainer.MinExamplesPerSide);
            }

            classifier._models[fold] = LinearQualityTrainer.Train(seen, options);
        }

        report = classifier.Measure(kept);
        return classifier;
    }

    /// <summary>A scorer with its own buffers; make one a thread.</summary>
    public CrossFittedScorer CreateScorer() => new(this);

    /// <summary>The file; the same bytes for the same classifier.</summary>
    public byte[] ToBytes()
    {
        byte[][] models = [.. _models.Select(model => model.ToBytes())];
        byte[] bytes = new byte[HeaderBytes + models.Sum(model => sizeof(int) + model.Length)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), models.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Seed);
        Span<byte> rest = bytes.AsSpan(HeaderBytes);
        foreach (byte[] model in models)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, model.Length);
            model.CopyTo(rest[sizeof(int)..]);
            rest = rest[(sizeof(int) + model.Length)..];
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="DiagnosticException">DC1050: not a classifier, damaged, or of another version.</exception>
    public static CrossFittedClassifier FromBytes(ReadOnlySpan<byte> bytes, string file)
    {
        int folds = bytes.Length >= HeaderBytes && bytes.StartsWith(Magic) ? BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) : 0;
        if (folds < 1 || folds > bytes.Length)
        {
            throw ClassifierDiagnostics.BadModel(file, "it does not start as a classifier does");
        }

        ulong seed = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        List<LinearQualityModel> models = [];
        ReadOnlySpan<byte> rest = bytes[HeaderBytes..];
        while (models.Count < folds)
        {
            int length = rest.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest);
            if (length < 0 || length > rest.Length - sizeof(int))
            {
                throw ClassifierDiagnostics.BadModel(file, $"it ends within model {models.Count + 1} of {folds}");
            }

            models.Add(LinearQualityModel.FromBytes(rest.Slice(sizeof(int), length), file));
            rest = rest[(sizeof(int) + length)..];
        }

        return rest.IsEmpty ? new([.. models], seed) : throw ClassifierDiagnostics.BadModel(file, $"it has {rest.Length} bytes too many");
    }

    private ClassifierReport Measure(List<TrainingExample> examples)
    {
        double[] scores = new double[examples.Count];
        bool[] labels = new bool[examples.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            TrainingExample example = examples[i];
            scores[i] = _models[FoldOf(example.Id, Seed, _models.Length)].Score(example.Indices, example.Values);
            labels[i] = example.IsPositive;
        }

        return ClassifierReport.From(scores, labels, _models.Length);
    }
}
