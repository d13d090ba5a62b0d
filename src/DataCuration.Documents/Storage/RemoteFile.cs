namespace DataCuration.Documents.Storage;

/// <summary>A file that is not on this machine, as it was when it was listed.</summary>
/// <param name="Location">Its address in one spelling: <c>https://…</c>, <c>s3://bucket/key</c>, <c>az://account/container/name</c>. Never holds a secret.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Version">What changes when its content does: the entity tag, else the time of its last change, else empty.</param>
public sealed record RemoteFile(string Location, long Length, string Version);
