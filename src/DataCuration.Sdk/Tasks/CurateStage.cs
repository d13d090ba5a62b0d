using System.Globalization;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace DataCuration.Sdk.Tasks;

/// <summary>
/// Runs <c>curate</c> up to one stage, out of process. Diagnostics become errors and warnings of the build, everything else a message.
/// Cancelling writes the stop file, on which the tool saves and ends; it is killed only when it did not do so in time.
/// </summary>
public sealed class CurateStage : ToolTask
{
    /// <summary>How long the tool may save after a cancelled build before it is killed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private bool _hasLoggedError;
    private volatile bool _isCanceled;

    /// <summary>Where the tool may read the id of the build's process, to stop when that died without a word (SIGTERM of dotnet build).</summary>
    public const string ParentProcessVariable = "CURATE_PARENT_PROCESS";

    /// <summary><c>check</c>, or the last stage to run: ingest, score, deduplicate, rephrase, pool, probe, fit, mix, materialise, report. Not used with <see cref="ResponseFile"/>.</summary>
    public string Stage { get; set; } = "";

    /// <summary>The recipe, absolute. Not used with <see cref="ResponseFile"/>.</summary>
    public string Recipe { get; set; } = "";

    /// <summary>A file with the whole command line, absolute, in place of a stage of a recipe: a verb that writes its result whole or not at all, so that it may be killed.</summary>
    public string ResponseFile { get; set; } = "";

    /// <summary>The user's project, absolute: where a diagnostic without a file is reported.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The folder with a page for each error code, to which diagnostics link; empty: no links.</summary>
    public string HelpDirectory { get; set; } = "";

    /// <summary>The file that tells the tool to save and stop, absolute.</summary>
    [Required]
    public string StopFile { get; set; } = "";

    /// <summary>curate.dll; empty: the command <c>curate</c> on the PATH.</summary>
    public string ToolAssembly { get; set; } = "";

    /// <summary>The work directory, absolute. Not used by <c>check</c>.</summary>
    public string WorkDirectory { get; set; } = "";

    /// <summary>Documents worked on at once; empty: the cores that the build grants, so that pipelines built side by side share the machine.</summary>
    public string Jobs { get; set; } = "";

    /// <summary>Memory limit such as 4GB; empty: the tool decides.</summary>
    public string Memory { get; set; } = "";

    /// <summary>The file that gets errors and warnings as SARIF too; empty: none.</summary>
    public string ErrorLog { get; set; } = "";

    /// <summary>A budget beyond what the probes support is an error, not a warning.</summary>
    public bool Strict { get; set; }

    /// <summary>A <see cref="Verdict"/> that an earlier stage of this build already warned about.</summary>
    public string KnownVerdict { get; set; } = "";

    /// <summary>The reservation about the mix that the tool's exit code stated: a DC code, or the known one, or empty.</summary>
    [Output]
    public string Verdict { get; set; } = "";

    /// <inheritdoc/>
    protected override string ToolName => ToolAssembly.Length > 0 ? "dotnet" : OperatingSystem.IsWindows() ? "curate.exe" : "curate";

    /// <inheritdoc/>
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.High;

    /// <inheritdoc/>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.High;

    /// <inheritdoc/>
    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override bool Execute()
    {
        Verdict = KnownVerdict;
        EnvironmentVariables = [$"{ParentProcessVariable}={Environment.ProcessId}", "DOTNET_CLI_UI_LANGUAGE=en"];
        File.Delete(StopFile);
        int granted = RequestCores();
        try
        {
            return base.Execute();
        }
        finally
        {
            if (granted > 0)
            {
                BuildEngine9.ReleaseCores(granted);
            }

            File.Delete(StopFile);
        }
    }

    /// <inheritdoc/>
    public override void Cancel()
    {
        _isCanceled = true;
        if (ResponseFile.Length > 0)
        {
            base.Cancel();
            return;
        }

        File.WriteAllText(StopFile, "The build was cancelled.\n");
        // A timer, not a wait: Cancel must return at once. When the tool has ended by then, killing it again does nothing.
        _ = System.Threading.Tasks.Task.Delay(Grace).ContinueWith(_ => base.Cancel(), System.Threading.Tasks.TaskScheduler.Default);
    }

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool()
    {
        if (ToolAssembly.Length > 0)
        {
            return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : ToolName;
        }

        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools"));
        return folders.Select(folder => Path.Combine(folder, ToolName)).FirstOrDefault(File.Exists) ?? ToolName;
    }

    /// <inheritdoc/>
    protected override bool ValidateParameters()
    {
        bool isThere = ToolAssembly.Length > 0 ? File.Exists(ToolAssembly) : File.Exists(GenerateFullPathToTool());
        if (!isThere)
        {
            string what = ToolAssembly.Length > 0
                ? $"The tool '{ToolAssembly}' that CurationToolAssembly names is not there. Build it, or correct the property."
                : "The command curate is neither on the PATH nor among the .NET tools. Install it (dotnet tool install --global DataCuration.Tool), or set CurationToolAssembly to curate.dll.";
            LogError("DC2105", what);
        }

        return isThere;
    }

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands()
    {
        CommandLineBuilder line = new();
        if (ToolAssembly.Length > 0)
        {
            line.AppendSwitch("exec");
            line.AppendFileNameIfNotNull(ToolAssembly);
        }

        if (ResponseFile.Length > 0)
        {
            line.AppendFileNameIfNotNull("@" + ResponseFile);
            return line.ToString();
        }

        if (Stage == "check")
        {
            line.AppendSwitch("check");
            line.AppendFileNameIfNotNull(Recipe);
            line.AppendSwitchIfNotNull("--sarif ", ErrorLog.Length > 0 ? ErrorLog : null);
            return line.ToString();
        }

        line.AppendSwitch("run");
        line.AppendFileNameIfNotNull(Recipe);
        // A trailing slash before the closing quote would escape it on Windows.
        line.AppendSwitchIfNotNull("--work ", Path.TrimEndingDirectorySeparator(WorkDirectory));
        line.AppendSwitchIfNotNull("--until ", Stage);
        line.AppendSwitch("--log-format msbuild");
        line.AppendSwitchIfNotNull("--stop-file ", StopFile);
        line.AppendSwitchIfNotNull("--jobs ", Jobs.Length > 0 ? Jobs : null);
        line.AppendSwitchIfNotNull("--memory ", Memory.Length > 0 ? Memory : null);
        line.AppendSwitchIfNotNull("--sarif ", ErrorLog.Length > 0 ? ErrorLog : null);
        return line.ToString();
    }

    // What -m allows and other tasks of the build left; 0 where nobody keeps count of cores (a task host), and then the tool decides.
    private int RequestCores()
    {
        if (Jobs.Length > 0 || Stage == "check" || ResponseFile.Length > 0)
        {
            return 0;
        }

        try
        {
            int granted = BuildEngine9.RequestCores(Environment.ProcessorCount);
            Jobs = granted.ToString(CultureInfo.InvariantCulture);
            return granted;
        }
        catch (Exception exception) when (exception is NotImplementedException or NotSupportedException)
        {
            return 0;
        }
    }

    /// <inheritdoc/>
    protected override void LogToolCommand(string message) => Log.LogMessage(MessageImportance.Low, "{0}", message);

    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (ToolLine.Parse(singleLine) is not { } line)
        {
            Log.LogMessage(MessageImportance.High, "{0}", singleLine);
        }
        else if (line.IsError)
        {
            _hasLoggedError = true;
            Log.LogError("curation", line.Code, null, HelpPage.LinkOf(HelpDirectory, line.Code), line.File ?? ProjectFile, line.Line, line.Column, 0, 0, "{0}", line.Text);
        }
        else
        {
            Log.LogWarning("curation", line.Code, null, HelpPage.LinkOf(HelpDirectory, line.Code), line.File ?? ProjectFile, line.Line, line.Column, 0, 0, "{0}", line.Text);
        }
    }

    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors()
    {
        if (_isCanceled || _hasLoggedError)
        {
            return false;
        }

        ExitMeaning meaning = ExitMeaning.Of(ExitCode, Strict);
        if (meaning.IsError)
        {
            LogError(meaning.Code, meaning.Text);
            return false;
        }

        if (KnownVerdict != meaning.Code)
        {
            Log.LogWarning("curation", meaning.Code, null, HelpPage.LinkOf(HelpDirectory, meaning.Code), ProjectFile, 0, 0, 0, 0, "{0}", meaning.Text);
        }

        Verdict = meaning.Code;
        return true;
    }

    private void LogError(string code, string text) => Log.LogError("curation", code, null, HelpPage.LinkOf(HelpDirectory, code), ProjectFile, 0, 0, 0, 0, "{0}", text);
}
