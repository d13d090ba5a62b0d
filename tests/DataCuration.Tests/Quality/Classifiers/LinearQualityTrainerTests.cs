using DataCuration.Documents.Recipes;
using DataCuration.Quality.Classifiers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DataCuration.Tests.Quality.Classifiers;

public sealed class LinearQualityTrainerTests
{
    [Fact]
    public void Our_score_is_the_probability_Microsoft_ML_gives()
    {
        ClassifierOptions options = new() { Positive = ["p"], Negative = ["n"], HashBits = 12 };
        List<LabelledText> texts = ToyCorpus.Make(100, flippedLabels: 0.15);
        ExampleSample sample = new(new HashedNGramFeaturizer(12, 2), 1000, 1);
        texts.ForEach(sample.Offer);
        List<TrainingExample> examples = sample.ToList();
        MLContext context = new(seed: 1);
        IDataView predictions = LinearQualityTrainer.Fit(examples, options).Transform(LinearQualityTrainer.ToDataView(context, examples, options));
        float[] expected = [.. predictions.GetColumn<float>("Probability")];

        LinearQualityScorer scorer = LinearQualityTrainer.Train(examples, options).CreateScorer();

        expected.Should().HaveCount(200);
        expected.Max().Should().BeGreaterThan(0.7f);
        for (int i = 0; i < expected.Length; i++)
        {
            LabelledText text = texts.Single(t => t.Id == examples[i].Id);
            scorer.Score(text.Text.Span).Should().BeApproximately(expected[i], 1e-5);
        }
    }
}
