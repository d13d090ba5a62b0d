namespace DataCuration.Tests.Storage;

/// <summary>A file of <see cref="ScriptedServer"/>.</summary>
internal sealed record ServedFile(byte[] Content, string? EntityTag, string? LastModified = null);
