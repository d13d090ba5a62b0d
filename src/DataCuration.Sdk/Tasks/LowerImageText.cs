using System.Text;
using DataCuration.Sdk.Lowering;
using Microsoft.Build.Framework;

namespace DataCuration.Sdk.Tasks;

/// <summary>
/// Lowers an image-text project to one response file a stage, <c>SETTINGS/STAGE.rsp</c>: the stage is <c>curate @STAGE.rsp</c>. A file is written only when its content differs; that of a
/// stage that the project has not enough for is deleted.
/// </summary>
public sealed class LowerImageText : Microsoft.Build.Utilities.Task
{
    /// <summary>The user's project, absolute: where problems are reported.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The folder with a page for each error code, to which diagnostics link; empty: no links.</summary>
    public string HelpDirectory { get; set; } = "";

    /// <summary>The folder of the response files, absolute.</summary>
    [Required]
    public string SettingsDirectory { get; set; } = "";

    /// <summary>The work directory, absolute.</summary>
    [Required]
    public string WorkDirectory { get; set; } = "";

    /// <summary>Files of metadata.</summary>
    public ITaskItem[] Corpus { get; set; } = [];

    /// <summary>The step Pools: By, Edges, Thresholds, Ties, Filter, Minimums, LanguageModel.</summary>
    public ITaskItem[] Curation { get; set; } = [];

    /// <summary>The file with learning curves: From.</summary>
    public ITaskItem[] LearningCurve { get; set; } = [];

    /// <summary>Names of items and properties of text projects that the project has all the same.</summary>
    public string[] Foreign { get; set; } = [];

    /// <summary>TrainingSamples.</summary>
    public string Samples { get; set; } = "";

    /// <summary>CurationPasses.</summary>
    public string Passes { get; set; } = "";

    /// <summary>CurationLaw.</summary>
    public string Law { get; set; } = "";

    /// <summary>CurationLoss.</summary>
    public string Loss { get; set; } = "";

    /// <summary>CurationMaxEpochs.</summary>
    public string MaxEpochs { get; set; } = "";

    /// <summary>CurationSeed.</summary>
    public string Seed { get; set; } = "";

    /// <summary>CurationStrict.</summary>
    public string Strict { get; set; } = "";

    /// <summary>CurationJobs.</summary>
    public string Jobs { get; set; } = "";

    /// <summary>CurationMemory.</summary>
    public string Memory { get; set; } = "";

    /// <summary>Whether there are learning curves to fit.</summary>
    [Output]
    public bool HasCurves { get; set; }

    /// <summary>Whether a mix is chosen.</summary>
    [Output]
    public bool HasMix { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        (IReadOnlyDictionary<string, IReadOnlyList<string>> arguments, IReadOnlyList<Problem> problems) = ImageTextLowering.Lower(new ImageTextSettings
        {
            WorkDirectory = WorkDirectory,
            Corpus = [.. Corpus.Select(item => ProjectItems.Read(item, ProjectFile))],
            Curation = [.. Curation.Select(item => ProjectItems.Read(item, ProjectFile))],
            LearningCurve = [.. LearningCurve.Select(item => ProjectItems.Read(item, ProjectFile))],
            Foreign = Foreign,
            Samples = Samples,
            Passes = Passes,
            Law = Law,
            Loss = Loss,
            MaxEpochs = MaxEpochs,
            Seed = Seed,
            Strict = Strict,
            Jobs = Jobs,
            Memory = Memory,
        });
        foreach (Problem problem in problems)
        {
            Log.LogError("curation", problem.Code, null, HelpPage.LinkOf(HelpDirectory, problem.Code), ProjectFile, 0, 0, 0, 0, "{0}", problem.Message);
        }

        if (problems.Count > 0)
        {
            return false;
        }

        foreach (string stage in ImageTextLowering.Stages)
        {
            string path = Path.Combine(SettingsDirectory, stage + ".rsp");
            if (!arguments.TryGetValue(stage, out IReadOnlyList<string>? line))
            {
                File.Delete(path);
            }
            else if (ChangedFile.Write(path, ResponseFile(line)))
            {
                Log.LogMessage(MessageImportance.Low, "{0} written.", path);
            }
        }

        HasCurves = arguments.ContainsKey("fit");
        HasMix = arguments.ContainsKey("mix");
        return true;
    }

    // One argument a line; the tool takes quotes off and leaves white space inside alone.
    private static string ResponseFile(IReadOnlyList<string> arguments)
    {
        StringBuilder text = new();
        foreach (string argument in arguments)
        {
            text.Append('"').Append(argument).Append("\"\n");
        }

        return text.ToString();
    }
}
