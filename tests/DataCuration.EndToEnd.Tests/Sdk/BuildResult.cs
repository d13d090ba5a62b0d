namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>What a build returned, printed, and which command lines it gave to curate.</summary>
internal sealed record BuildResult(int ExitCode, string Output, IReadOnlyList<string> Starts)
{
    /// <summary>The stages that were started, in order.</summary>
    public IEnumerable<string> Stages =>
        Starts.Select(start => start.StartsWith("check", StringComparison.Ordinal) ? "check" : start.Split(' ').SkipWhile(word => word != "--until").ElementAt(1));
}
