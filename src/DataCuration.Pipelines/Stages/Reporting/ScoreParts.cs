using System.Globalization;
using DataCuration.Pipelines.Report.Model;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Classifiers;
using ShownBin = DataCuration.Pipelines.Report.Model.CalibrationBin;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>Scores and metrics as the report shows them.</summary>
internal static class ScoreParts
{
    public static async Task<ScoresModel> ScoresAsync(RunContext context, ReportScan scan, PoolsFile pools, CancellationToken cancellationToken)
    {
        ClassifierModel? classifier = null;
        if (context.Completed(StageNames.Classifier).Count > 0)
        {
            ClassifierReport report = await StateJson.ReadFileAsync<ClassifierReport>(ClassifierStage.ReportPath(context), cancellationToken).ConfigureAwait(false);
            classifier = new ClassifierModel
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"linear over hashed word n-grams, {report.Folds} folds"),
                TrainingDocuments = (report.PositiveCount, report.NegativeCount),
                Auc = new Estimate(report.Auc),
                Calibration = report.Calibration.Select(bin => new ShownBin(bin.Lower, bin.Upper, bin.Count, bin.MeanScore, bin.PositiveShare)).ToArray(),
            };
        }

        bool isByClassifier = pools.By == ScoreColumns.Classifier;
        return new ScoresModel
        {
            Classifier = classifier,
            Score = scan.Histograms.Score(ScoreColumns.Classifier, isByClassifier ? PoolEdges(pools) : []),
            Metrics = scan.Histograms.Metrics,
        };
    }

    private static (double Score, string Label)[] PoolEdges(PoolsFile pools) => pools.Pools
        .Where(pool => pool.MinScore is not null)
        .SkipLast(1)
        .Zip(pools.Pools.Where(pool => pool.MinScore is not null).Skip(1))
        .Select(pair => (pair.First.MinScore!.Value, $"{pair.First.Name} | {pair.Second.Name}"))
        .ToArray();
}
