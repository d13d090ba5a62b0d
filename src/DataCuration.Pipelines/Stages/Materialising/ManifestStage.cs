using DataCuration.Documents.Recipes;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Materialising;

/// <summary>Writes the dataset card, the Croissant metadata and the manifest: the last files of the dataset, so a dataset with a manifest is complete.</summary>
internal sealed class ManifestStage : Stage
{
    public override string Name => StageNames.Manifest;

    public override string Step => CurationSteps.Materialise;

    public override string AlgorithmVersion => "3";

    public override IReadOnlyList<string> DependsOn => [StageNames.Dataset, StageNames.Pools, StageNames.Mix];

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        string recipeHash = Fingerprint.OfText(RecipeWriter.ToCanonicalJson(context.Recipe));
        TaskInput[] inputs = [.. context.Inputs(StageNames.Dataset), .. context.Inputs(StageNames.Pools), .. context.Inputs(StageNames.Mix)];
        string options = StateJson.Canonical(new { recipe = recipeHash });
        return ValueTask.FromResult<IReadOnlyList<StageTask>>(
            [new StageTask("all", options, inputs, (_, token) => WriteAsync(context, recipeHash, token))]);
    }

    private static async Task<TaskResult> WriteAsync(RunContext context, string recipeHash, CancellationToken cancellationToken)
    {
        List<ManifestPart> parts = [];
        foreach (CompletionRecord record in context.Completed(StageNames.Dataset))
        {
            foreach (TaskOutput output in record.Outputs.Where(output => output.Path.StartsWith("dataset/", StringComparison.Ordinal)))
            {
                parts.Add(new ManifestPart(
                    Path.GetFileName(output.Path), output.Bytes, output.Sha256, record.Counts.Out, record.Counts.Tokens, record.Counts.TrainingTokens));
            }
        }

        IReadOnlyDictionary<string, double> epochs = await PoolEpochs.ReadAsync(context, cancellationToken).ConfigureAwait(false);
        DatasetManifest manifest = new()
        {
            Name = context.Recipe.Name,
            RecipeSha256 = recipeHash,
            Documents = parts.Sum(part => part.Documents),
            UniqueTokens = parts.Sum(part => part.UniqueTokens),
            TrainingTokens = parts.Sum(part => part.TrainingTokens),
            PoolEpochs = new SortedDictionary<string, double>(epochs.ToDictionary(), StringComparer.Ordinal),
            Parts = parts,
        };
        string card = Path.Combine(context.Work.Dataset, "README.md");
        await AtomicFile.WriteAsync(card, DatasetCard.Write(context, manifest), cancellationToken).ConfigureAwait(false);
        string croissant = Path.Combine(context.Work.Dataset, Croissant.FileName);
        await AtomicFile.WriteAsync(croissant, Croissant.Write(manifest, context.Recipe.Output.Card), cancellationToken).ConfigureAwait(false);
        await AtomicFile.WriteAsync(context.Work.Manifest, StateJson.Write(manifest), cancellationToken).ConfigureAwait(false);
        return new TaskResult(
            [card, croissant, context.Work.Manifest],
            new TaskCounts { In = manifest.Documents, Out = manifest.Documents, Tokens = manifest.UniqueTokens, TrainingTokens = manifest.TrainingTokens });
    }
}
