using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Classifiers;

namespace DataCuration.Pipelines.Stages;

/// <summary>The classifier's score for every document.</summary>
internal sealed class QualityStage : ColumnStage
{
    public override string Name => StageNames.Quality;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.Classifier];

    protected override string Options(RunContext context) => StateJson.Canonical(new { context.Recipe.Seed });

    protected override IReadOnlyList<TaskInput> SharedInputs(RunContext context) => [context.Input(StageNames.Classifier, ClassifierStage.ModelPath(context))];

    protected override async Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken)
    {
        byte[] bytes = await File.ReadAllBytesAsync(ClassifierStage.ModelPath(context), cancellationToken).ConfigureAwait(false);
        CrossFittedClassifier classifier = CrossFittedClassifier.FromBytes(bytes, ClassifierStage.ModelPath(context));
        WorkerPool<CrossFittedScorer> workers = new(classifier.CreateScorer);
        return documents => workers.Use<IReadOnlyList<Column>>(scorer =>
        {
            double[] scores = new double[documents.Count];
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = scorer.Score(documents[i].Id, documents[i].Text.Span);
            }

            return [new Column<double>(ScoreColumns.Classifier, scores)];
        });
    }
}
