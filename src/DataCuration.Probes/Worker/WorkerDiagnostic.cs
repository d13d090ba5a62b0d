namespace DataCuration.Probes.Worker;

/// <summary>A diagnostic on its way from the worker to its parent.</summary>
/// <param name="Code">For example DC4003.</param>
/// <param name="Message">The message.</param>
/// <param name="File">The file at fault, or null.</param>
internal sealed record WorkerDiagnostic(string Code, string Message, string? File);
