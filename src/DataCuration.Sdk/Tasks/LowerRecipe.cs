using System.Text;
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

    /// <summary>The recipe to write, absolute.</summary>
    [Required]
    public string RecipeFile { get; set; } = "";

    /// <summary>The folder of the stages' settings files, absolute.</summary>
    [Required]
    public string SettingsDirectory { get; set; } = "";

    /// <summary>The dataset's name.</summary>
    [Required]
    public string RecipeName { get; set; } = "";

    /// <summary>Shards: Include, Name, Format, TextField, UrlField, DateField, LanguageField.</summary>
    public ITaskItem[] Corpus { get; set; } = [];

    /// <summary>Steps: Include is the step's name, metadata are its options.</summary>
    public ITaskItem[] Curation { get; set; } = [];

    /// <summary>Held-out reference text: Include, Name, Weight.</summary>
    public ITaskItem[] Evaluation { get; set; } = [];

    /// <summary>Benchmarks to look for: Include, Name, QueryField, LabelField.</summary>
    public ITaskItem[] Benchmark { get; set; } = [];

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
            Corpus = [.. Corpus.Select(Read)],
            Curation = [.. Curation.Select(Read)],
            Evaluation = [.. Evaluation.Select(Read)],
            Benchmark = [.. Benchmark.Select(Read)],
            TokenizerSample = [.. TokenizerSample.Select(Read)],
            Seed = Seed,
            MaxBadRecords = MaxBadRecords,
            Budget = Budget,
            Law = Law,
            ModelParameters = ModelParameters,
            TokensPerParameter = TokensPerParameter,
            MaxEpochs = MaxEpochs,
            MixMethod = MixMethod,
            PinnedLaw = PinnedLaw,
            Strict = Strict,
            PartBytes = PartBytes,
        });
        foreach (Problem problem in problems)
        {
            Log.LogError("curation", problem.Code, helpKeyword: null, ProjectFile, 0, 0, 0, 0, "{0}", problem.Message);
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

    private ProjectItem Read(ITaskItem item)
    {
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase);
        foreach (System.Collections.DictionaryEntry entry in item.CloneCustomMetadata())
        {
            metadata[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        // RecursiveDir is what ** matched; the folder before it is what the author wrote.
        string fullPath = Path.GetFullPath(item.ItemSpec, Path.GetDirectoryName(ProjectFile)!);
        string folder = Path.GetDirectoryName(fullPath) ?? "";
        string recursive = item.GetMetadata("RecursiveDir").TrimEnd('/', '\\');
        string fixedFolder = recursive.Length > 0 && folder.EndsWith(recursive, StringComparison.Ordinal) ? folder[..^recursive.Length] : folder;
        return new ProjectItem(item.ItemSpec, fullPath, Path.GetFileName(Path.TrimEndingDirectorySeparator(fixedFolder)), metadata);
    }

    private void WriteWhenDifferent(string path, JsonObject content)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(content.ToJsonString(Indented) + "\n");
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = path + ".tmp";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
        Log.LogMessage(MessageImportance.Low, "{0} written.", path);
    }
}
