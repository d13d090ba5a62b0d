using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Repeats;
using DataCuration.Pipelines.Stages.Ingestion;
using DataCuration.Pipelines.Stages.Materialising;
using DataCuration.Pipelines.Stages.Mixing;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.Stages.Probing;
using DataCuration.Pipelines.Stages.Rephrasing;
using DataCuration.Pipelines.Stages.Reporting;

namespace DataCuration.Pipelines.Stages;

/// <summary>The flow: which stages a recipe has, in order. The one place that knows them all.</summary>
internal static class StageList
{
    public static IReadOnlyList<Stage> For(Recipe recipe, string? until = null)
    {
        bool hasProbes = recipe.Probes is not null;
        List<Stage> stages = [new IngestStage(), new MetricsStage()];
        if (recipe.Quality.Urls is not null)
        {
            stages.Add(new UrlsStage());
        }

        if (hasProbes)
        {
            stages.AddRange([new TokenizerStage(), new TokensStage()]);
        }

        if (recipe.Language is not null)
        {
            stages.Add(new LanguageStage());
        }

        if (recipe.Quality.Classifier is not null)
        {
            stages.AddRange([new ClassifierStage(), new QualityStage()]);
        }

        if (recipe.Quality.Importance is not null)
        {
            stages.AddRange([new ImportanceModelStage(), new ImportanceStage()]);
        }

        if (recipe.Quality.Perplexity is not null)
        {
            stages.AddRange([new PerplexityModelStage(), new PerplexityStage()]);
        }

        if (recipe.Contamination is not null)
        {
            stages.AddRange([new ContaminationItemsStage(), new ContaminationStage(), new ContaminationReportStage()]);
        }

        if (recipe.Privacy is not null)
        {
            stages.Add(new PrivacyStage());
        }

        if (recipe.Deduplicate is { } deduplicate && (deduplicate.Exact is not null || deduplicate.MinHash is not null))
        {
            stages.AddRange([new SignaturesStage(), new ClustersStage(isSynthetic: false)]);
        }

        if (recipe.Rephrase is { } rephrase)
        {
            Stage[] columns = [.. stages.OfType<ColumnStage>().Select(stage => new SyntheticColumnStage(stage))];
            stages.AddRange([new RephraseSelectionStage(), new RephraseStage()]);
            if (AnswerThresholdsStage.IsNeeded(rephrase))
            {
                stages.Add(new AnswerThresholdsStage());
            }

            stages.AddRange([new SyntheticStage(), .. columns]);
            if (stages.OfType<ClustersStage>().Any())
            {
                stages.Add(new ClustersStage(isSynthetic: true));
            }
        }

        stages.Add(new PoolsStage());
        if (hasProbes && recipe.Mix?.PinnedLaw is null)
        {
            stages.AddRange([new ProbeTokensStage(), new ProbesStage(), new LawStage()]);
        }

        if (recipe.Mix is not null)
        {
            stages.Add(new MixStage());
        }

        stages.AddRange(RepeatMethod.Of(recipe.Deduplicate).Select(method => new RepeatedTextStage(method)));
        stages.AddRange([new DatasetStage(), new ManifestStage(), new ReportStage()]);
        int last = until is null ? CurationSteps.All.Count - 1 : IndexOf(until);
        return stages.Where(stage => IndexOf(stage.Step) <= last).ToArray();
    }

    private static int IndexOf(string step)
    {
        int index = CurationSteps.All.ToList().IndexOf(step);
        return index >= 0 ? index : throw new ArgumentException($"'{step}' is no step; the steps are: {string.Join(", ", CurationSteps.All)}.", nameof(step));
    }
}
