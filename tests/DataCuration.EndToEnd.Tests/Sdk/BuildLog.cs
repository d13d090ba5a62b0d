using Microsoft.Build.Logging.StructuredLogger;

namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>What a binary log says about the targets of a build.</summary>
internal sealed class BuildLog
{
    private readonly List<Target> _targets = [];

    public BuildLog(string path) => BinaryLog.ReadBuild(path).VisitAllChildren<Target>(_targets.Add);

    /// <summary>Whether a target of a project was run to the end and not skipped as up to date.</summary>
    public bool Ran(string project, string target) => Of(project, target).Any(found => !found.Skipped && found.Children.Count > 0);

    /// <summary>Whether a target of a project was skipped every time because its outputs are newer than its inputs.</summary>
    public bool WasUpToDate(string project, string target) => Of(project, target) is { Count: > 0 } found && found.All(one => one.Skipped);

    private List<Target> Of(string project, string target) =>
        [.. _targets.Where(found => found.Name == target && Path.GetFileNameWithoutExtension(found.Project?.ProjectFile) == project)];
}
