using System.Globalization;
using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Materialising;

/// <summary>The dataset card: what is in the folder, where it came from, what was taken out and why. Pure.</summary>
internal static class DatasetCard
{
    public static string Write(RunContext context, DatasetManifest manifest)
    {
        StringBuilder card = new();
        AppendFrontMatter(card, manifest, context.Recipe.Output.Card);
        card.Append(CultureInfo.InvariantCulture, $"# {manifest.Name}\n\n");
        AppendPublisher(card, context.Recipe.Output.Card);
        card.Append(CultureInfo.InvariantCulture, $"{manifest.Documents:N0} documents, {manifest.UniqueTokens:N0} unique tokens, ");
        card.Append(CultureInfo.InvariantCulture, $"{manifest.TrainingTokens:N0} training tokens with repetitions. Made with DataCuration.\n\n");
        if (context.Recipe.Mix is { } mix)
        {
            card.Append(CultureInfo.InvariantCulture, $"The mix was chosen for a training budget of {mix.Budget:G4} FLOPs with the law `{mix.Law}`. Another budget wants another mix.\n\n");
        }

        AppendPools(card, manifest);
        AppendSources(card, context);
        AppendRemoved(card, context);
        card.Append("## Files\n\nParquet with Zstandard. Columns: `id` (32 hex digits), `text`, `url`, `date`, `source`, `language`, `metadata` (JSON), ");
        card.Append("`pool`, `repetitions` (how often a training run should see the document), `score`.\n");
        card.Append("Each document is stored once; a loader repeats it `repetitions` times, in an order of its own. `manifest.json` has hashes and counts, `croissant.json` the same and the columns as Croissant 1.0.\n");
        return card.ToString();
    }

    // The YAML that the Hugging Face hub reads. A JSON string is a YAML string. Licence and languages are what the recipe says of them; the hub writes licences in small letters.
    private static void AppendFrontMatter(StringBuilder card, DatasetManifest manifest, CardOptions options)
    {
        card.Append("---\n");
        card.Append(CultureInfo.InvariantCulture, $"pretty_name: {StateJson.Canonical(manifest.Name)}\n");
        card.Append(options.License is { } license ? $"license: {StateJson.Canonical(license.ToLowerInvariant())}\n" : "license: other\nlicense_name: those-of-the-sources\n");
        card.Append(options.Languages.Count > 0 ? "language:\n" : "");
        foreach (string language in options.Languages)
        {
            card.Append(CultureInfo.InvariantCulture, $"- {StateJson.Canonical(language)}\n");
        }

        card.Append("task_categories:\n- text-generation\n");
        card.Append(CultureInfo.InvariantCulture, $"size_categories:\n- {SizeCategory(manifest.Documents)}\n");
        card.Append("tags:\n- datacuration\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: \"*.parquet\"\n---\n");
    }

    private static void AppendPublisher(StringBuilder card, CardOptions options)
    {
        card.Append(options.Description is { } description ? $"{description}\n\n" : "");
        string[] facts = [.. new[] { options.Creator is { } creator ? $"By {creator}" : null, options.DatePublished, options.Url is { } url ? $"<{url}>" : null }.OfType<string>()];
        card.Append(facts.Length > 0 ? $"{string.Join(", ", facts)}.\n\n" : "");
    }

    private static string SizeCategory(long documents) => documents switch
    {
        < 1_000 => "n<1K",
        < 10_000 => "1K<n<10K",
        < 100_000 => "10K<n<100K",
        < 1_000_000 => "100K<n<1M",
        < 10_000_000 => "1M<n<10M",
        < 100_000_000 => "10M<n<100M",
        < 1_000_000_000 => "100M<n<1B",
        < 10_000_000_000 => "1B<n<10B",
        < 100_000_000_000 => "10B<n<100B",
        < 1_000_000_000_000 => "100B<n<1T",
        _ => "n>1T",
    };

    private static void AppendPools(StringBuilder card, DatasetManifest manifest)
    {
        card.Append("## Pools\n\n| pool | epochs |\n| --- | ---: |\n");
        foreach ((string pool, double epochs) in manifest.PoolEpochs)
        {
            card.Append(CultureInfo.InvariantCulture, $"| {pool} | {epochs:0.###} |\n");
        }

        card.Append('\n');
    }

    private static void AppendSources(StringBuilder card, RunContext context)
    {
        card.Append("## Sources\n\n| source | shards | files |\n| --- | ---: | --- |\n");
        foreach (SourceOptions source in context.Recipe.Sources.OrderBy(source => source.Name, StringComparer.Ordinal))
        {
            int shards = context.SourceFiles.Count(file => string.Equals(file.Source, source.Name, StringComparison.Ordinal));
            card.Append(CultureInfo.InvariantCulture, $"| {source.Name} | {shards} | `{string.Join("`, `", source.Files.Order(StringComparer.Ordinal))}` |\n");
        }

        card.Append("\nThe sources' licences apply to their texts.\n\n");
    }

    private static void AppendRemoved(StringBuilder card, RunContext context)
    {
        card.Append("## What was taken out\n\n| stage | in | out | dropped | quarantined |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (string stage in new[] { StageNames.Ingest, StageNames.Pools, StageNames.Dataset })
        {
            TaskCounts counts = TaskCounts.Sum(context.Completed(stage).Select(record => record.Counts));
            card.Append(CultureInfo.InvariantCulture, $"| {stage} | {counts.In} | {counts.Out} | {counts.Dropped} | {counts.Quarantined} |\n");
        }

        card.Append("\nEvery dropped document has a row in the ledger with the rule, the measured value and the threshold.\n\n");
    }
}
