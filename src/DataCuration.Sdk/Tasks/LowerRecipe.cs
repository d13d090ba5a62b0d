using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Sdk.Lowering;
using Microsoft.Build.Framework;

namespace DataCuration.Sdk.Tasks;

/// <summary>
/// Lowers a pipeline project to <c>obj/NAME.recipe.json</c> and to one settings file a stage. A file is written only when its content
/// differs, so that its time says when a setting last changed.
/// </summary>
public sealed class LowerRecipe : Microsoft.Build.Utilities.Task
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The user's project, absolute: where problems are reported.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The folder with a page for each error code, to which diagnostics link; empty: no links.</summary>
    public string HelpDirectory { get; set; } = "";

    /// <summary>The recipe to write, absolute.</summary>
    [Required]
    public string RecipeFile { get; set; } = "";

    /// <summary>The folder of the stages' settings files, absolute.</summary>
    [Required]
    public string SettingsDirectory { get; set; } = "";

    /// <summary>The dataset's name.</summary>
    [Required]
    public string RecipeName { get; set; } = "";

    /// <summary>Shards: Include, Name, Format, Extraction, TextField, UrlField, DateField, LanguageField, MaxDroppedShare.</summary>
    public ITaskItem[] Corpus { get; set; } = [];

    /// <summary>Steps: Include is the step's name, metadata are its options.</summary>
    public ITaskItem[] Curation { get; set; } = [];

    /// <summary>Held-out reference text: Include, Name, Weight.</summary>
    public ITaskItem[] Evaluation { get; set; } = [];

    /// <summary>Benchmarks to look for: Include, Name, QueryField, LabelField.</summary>
    public ITaskItem[] Benchmark { get; set; } = [];

    /// <summary>Limits of pools in the mix: Include names the pool; MinShare, MaxShare, MaxEpochs, CostPerToken.</summary>
    public ITaskItem[] Pool { get; set; } = [];

    /// <summary>Files whose text trains the tokenizer.</summary>
    public ITaskItem[] TokenizerSample { get; set; } = [];

    /// <summary>CurationSeed.</summary>
    public string Seed { get; set; } = "";

    /// <summary>CurationMaxBadRecords.</summary>
    public string MaxBadRecords { get; set; } = "";

    /// <summary>TrainingComputeBudget, in FLOPs.</summary>
    public string Budget { get; set; } = "";

    /// <summary>CurationLaw.</summary>
    public string Law { get; set; } = "";

    /// <summary>CurationModelParameters.</summary>
    public string ModelParameters { get; set; } = "";

    /// <summary>CurationTokensPerParameter.</summary>
    public string TokensPerParameter { get; set; } = "";

    /// <summary>CurationMaxEpochs.</summary>
    public string MaxEpochs { get; set; } = "";

    /// <summary>CurationMixMethod.</summary>
    public string MixMethod { get; set; } = "";

    /// <summary>CurationSpent: FLOPs of the budget that do not train.</summary>
    public string Spent { get; set; } = "";

    /// <summary>CurationCountProbes: whether the probes' compute comes out of the budget.</summary>
    public string CountProbes { get; set; } = "";

    /// <summary>CurationPinnedLaw, relative to the project or absolute.</summary>
    public string PinnedLaw { get; set; } = "";

    /// <summary>CurationStrict.</summary>
    public string Strict { get; set; } = "";

    /// <summary>CurationPartBytes.</summary>
    public string PartBytes { get; set; } = "";

    /// <summary>Whether the recipe trains probes.</summary>
    [Output]
    public bool HasProbes { get; set; }

    /// <summary>Whether the recipe chooses a mix.</summary>
    [Output]
    public bool HasMix { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        (JsonObject recipe, IReadOnlyList<Problem> problems) = RecipeLowering.Lower(new ProjectSettings
        {
            RecipeName = RecipeName,
            ProjectFolder = Path.GetDirectoryName(ProjectFile)!,
            RecipeFolder = Path.GetDirectoryName(RecipeFile)!,
            Corpus = [.. Corpus.Select(item => ProjectItems.Read(item, ProjectFile))],
            Curation = [.. Curation.Select(item => ProjectItems.Read(item, ProjectFile))],
            Evaluation = [.. Evaluation.Select(item => ProjectItems.Read(item, ProjectFile))],
            Benchmark = [.. Benchmark.Select(item => ProjectItems.Read(item, ProjectFile))],
            Pool = [.. Pool.Select(item => ProjectItems.Read(item, ProjectFile))],
            TokenizerSample = [.. TokenizerSample.Select(item => ProjectItems.Read(item, ProjectFile))],
            Seed = Seed,
            MaxBadRecords = MaxBadRecords,
            Budget = Budget,
            Law = Law,
            ModelParameters = ModelParameters,
            TokensPerParameter = TokensPerParameter,
            MaxEpochs = MaxEpochs,
            MixMethod = MixMethod,
            Spent = Spent,
            CountProbes = CountProbes,
            PinnedLaw = PinnedLaw,
            Strict = Strict,
            PartBytes = PartBytes,
        });
        foreach (Problem problem in problems)
        {
            Log.LogError("curation", problem.Code, null, HelpPage.LinkOf(HelpDirectory, problem.Code), ProjectFile, 0, 0, 0, 0, "{0}", problem.Message);
        }

        if (problems.Count > 0)
        {
            return false;
        }

        WriteWhenDifferent(RecipeFile, recipe);
        foreach ((string stage, JsonObject settings) in StageSettings.Of(recipe))
        {
            WriteWhenDifferent(Path.Combine(SettingsDirectory, stage + ".settings"), settings);
        }

        HasProbes = recipe["probes"] is not null;
        HasMix = recipe["mix"] is not null;
        return true;
    }

    private void WriteWhenDifferent(string path, JsonObject content)
    {
        if (ChangedFile.Write(path, content.ToJsonString(Indented) + "\n"))
        {
            Log.LogMessage(MessageImportance.Low, "{0} written.", path);
        }
    }
}
