namespace DataCuration.Formats.Compression;

/// <summary>A decoding stream that can go on behind damage.</summary>
internal interface IResumableStream
{
    /// <summary>After a read threw <see cref="InvalidDataException"/>: moves to the next place where decoding can begin; false when there is none.</summary>
    ValueTask<bool> ResumeAsync(CancellationToken cancellationToken);
}
