namespace DataCuration.Formats.Parquet;

/// <summary>Which columns of a Parquet file of samples are wanted.</summary>
/// <param name="Uid">The column with the uid: text.</param>
/// <param name="Text">The column with the caption; null when it is not wanted.</param>
/// <param name="Numbers">Columns with numbers.</param>
public sealed record SampleColumns(string Uid, string? Text, IReadOnlyList<string> Numbers);
