// RegMix (Liu et al. 2024, "RegMix: Data Mixture as Regression for Language Model Pre-training", arXiv 2407.01492): many tiny models are trained on random mixtures, gradient-boosted
// trees learn the loss from the shares, and the mean of the best simulated mixtures is the answer. It knows nothing of sizes, budgets or repetition, which is why
// it is a baseline here and no law.
//
// Why it lives in this project: trees are Microsoft.ML's, and only this project may see Microsoft.ML; it takes numbers and gives numbers, and Pipelines puts it beside
// the laws, which have no packages. What differs: FastTree instead of LightGBM; no early stopping (RegMix stops on its test split).
// Cost: trees x runs x domains; simulated x trees x depth for the search.
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace DataCuration.Quality.Mixtures;

/// <summary>Boosted trees that predict a loss from the shares of a mixture. Deterministic; one thread at a time.</summary>
public sealed class BoostedMixtures
{
    private readonly MLContext _context;
    private readonly ITransformer _trees;
    private readonly SchemaDefinition _schema;
    private readonly BoostedMixtureOptions _options;

    private BoostedMixtures(MLContext context, ITransformer trees, SchemaDefinition schema, BoostedMixtureOptions options) =>
        (_context, _trees, _schema, _options) = (context, trees, schema, options);

    /// <summary>Grows the trees.</summary>
    /// <param name="shares">For each run, the share of each domain.</param>
    /// <param name="losses">What each run reached; as many.</param>
    /// <param name="options">How; null: RegMix's defaults.</param>
    /// <exception cref="ArgumentException">There are no runs, or not as many losses.</exception>
    public static BoostedMixtures Train(IReadOnlyList<double[]> shares, IReadOnlyList<double> losses, BoostedMixtureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(shares);
        ArgumentNullException.ThrowIfNull(losses);
        if (shares.Count == 0 || shares.Count != losses.Count)
        {
            throw new ArgumentException($"There are {shares.Count} mixtures and {losses.Count} losses; expected as many, and at least one.", nameof(losses));
        }

        options ??= new BoostedMixtureOptions();
        MLContext context = new(options.Seed);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, shares[0].Length);
        IDataView rows = context.Data.LoadFromEnumerable(shares.Select((mixture, n) => new Row(mixture, losses[n])), schema);
        FastTreeRegressionTrainer trainer = context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
        {
            NumberOfTrees = options.Trees,
            LearningRate = options.LearningRate,
            NumberOfLeaves = options.Leaves,
            MinimumExampleCountPerLeaf = Math.Max(1, Math.Min(options.LeastRunsPerLeaf, shares.Count / 10)),
            NumberOfThreads = 1,
            Seed = options.Seed,
        });
        return new BoostedMixtures(context, trainer.Fit(rows), schema, options);
    }

    /// <summary>The predicted losses of mixtures.</summary>
    public double[] Predict(IEnumerable<double[]> mixtures)
    {
        ArgumentNullException.ThrowIfNull(mixtures);
        IDataView rows = _context.Data.LoadFromEnumerable(mixtures.Select(mixture => new Row(mixture, 0)), _schema);
        return [.. _context.Data.CreateEnumerable<Prediction>(_trees.Transform(rows), reuseRowObject: false).Select(row => (double)row.Score)];
    }

    /// <summary>The mean of the mixtures with the least predicted loss among many that are drawn around a prior.</summary>
    /// <param name="prior">Shares around which mixtures are drawn, such as those of the pools' sizes; above 0, of sum 1.</param>
    /// <param name="isAllowed">Whether a mixture keeps all limits; null: all do.</param>
    /// <returns>The mixture; null when no simulated one is allowed.</returns>
    public double[]? FindBest(IReadOnlyList<double> prior, Func<double[], bool>? isAllowed = null)
    {
        ArgumentNullException.ThrowIfNull(prior);
        double[][] mixtures = [.. DirichletMixtures.Draw(prior, _options.Simulated, _options.MostOfPrior, _options.Seed).Where(mixture => isAllowed is null || isAllowed(mixture))];
        if (mixtures.Length == 0)
        {
            return null;
        }

        double[] losses = Predict(mixtures);
        int[] best = [.. Enumerable.Range(0, mixtures.Length).OrderBy(n => losses[n]).ThenBy(n => n).Take(_options.Averaged)];
        return [.. prior.Select((_, domain) => best.Average(n => mixtures[n][domain]))];
    }

    private sealed class Row(double[] shares, double loss)
    {
        public float[] Features { get; } = Array.ConvertAll(shares, share => (float)share);

        public float Label { get; } = (float)loss;
    }

    private sealed class Prediction
    {
        public float Score { get; set; }
    }
}
