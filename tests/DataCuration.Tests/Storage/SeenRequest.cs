namespace DataCuration.Tests.Storage;

/// <summary>What <see cref="ScriptedServer"/> was asked.</summary>
internal sealed record SeenRequest(string Method, string Path, string Query, string? Range, string? IfMatch, string? Authorization);
