// L2-regularised logistic regression by L-BFGS, trained with Microsoft.ML on vectors we hash ourselves: FeaturizeText would take two
// hundred times as long. One thread and a fixed order of rows make the weights the same bits on every run.
// Reference: the linear quality classifier of DCLM (Li et al. 2024, arXiv 2406.11794, section 4.4), with logistic regression on hashed
// counts in place of fastText's averaged embeddings. Cost: about 40 passes over the sparse vectors.
using DataCuration.Documents.Recipes;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace DataCuration.Quality.Classifiers;

/// <summary>Trains one linear model from sampled examples. Pure: the same examples give the same bits.</summary>
internal static class LinearQualityTrainer
{
    /// <summary>Fewest examples a side.</summary>
    public const int MinExamplesPerSide = 20;

    private const float L2Regularization = 0.01f;

    /// <summary>Trains on examples in their order.</summary>
    public static LinearQualityModel Train(IReadOnlyList<TrainingExample> examples, ClassifierOptions options)
    {
        LinearBinaryModelParameters linear = Fit(examples, options).Model.SubModel;
        return new LinearQualityModel(options.HashBits, options.MaxWordsPerGram, linear.Bias, [.. linear.Weights]);
    }

    /// <summary>The fit as Microsoft.ML knows it; the tests compare our scorer with it.</summary>
    internal static BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> Fit(
        IReadOnlyList<TrainingExample> examples, ClassifierOptions options)
    {
        MLContext context = new(seed: 1);
        LbfgsLogisticRegressionBinaryTrainer trainer = context.BinaryClassification.Trainers.LbfgsLogisticRegression(new()
        {
            L1Regularization = 0,
            L2Regularization = L2Regularization,
            NumberOfThreads = 1,
        });
        return trainer.Fit(ToDataView(context, examples, options));
    }

    /// <summary>The examples as Microsoft.ML reads them; vectors are wrapped, not copied.</summary>
    internal static IDataView ToDataView(MLContext context, IReadOnlyList<TrainingExample> examples, ClassifierOptions options)
    {
        int dimension = 1 << options.HashBits;
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimension);
        return context.Data.LoadFromEnumerable(
            examples.Select(example => new Row
            {
                Label = example.IsPositive,
                Features = new VBuffer<float>(dimension, example.Indices.Length, example.Values, example.Indices),
            }),
            schema);
    }

    private sealed class Row
    {
        public bool Label { get; set; }

        public VBuffer<float> Features { get; set; }
    }
}
