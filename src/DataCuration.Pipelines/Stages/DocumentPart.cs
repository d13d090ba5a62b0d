using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>A part of documents that ingest wrote.</summary>
/// <param name="Name">For example <c>web-1f2e3d4c-00000</c>: source, hash of the shard's path, number.</param>
/// <param name="Input">The file with its content hash.</param>
/// <param name="Bytes">The file's length.</param>
internal sealed record DocumentPart(string Name, TaskInput Input, long Bytes);
