namespace DataCuration.Probes.Worker;

/// <summary>How a worker ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="ErrorTail">The last lines of its standard error.</param>
internal sealed record WorkerExit(int Code, string ErrorTail);
