namespace DataCuration.Pipelines.Report.Model;

/// <summary>Records that could not be read.</summary>
internal sealed record QuarantineModel
{
    /// <summary>Counts per diagnostic code, largest first.</summary>
    public IReadOnlyList<QuarantineCode> Codes { get; init; } = [];

    /// <summary>The first records of each code.</summary>
    public IReadOnlyList<QuarantineExample> Examples { get; init; } = [];
}

/// <summary>One code's count.</summary>
/// <param name="Code">The DC1xxx code.</param>
/// <param name="Records">Records with it.</param>
internal sealed record QuarantineCode(string Code, long Records);

/// <summary>One record that could not be read.</summary>
/// <param name="Code">The DC1xxx code.</param>
/// <param name="File">The file relative to the recipe's folder.</param>
/// <param name="Position">Byte offset or row number in the file.</param>
/// <param name="Message">What was found, what was expected and what to do.</param>
internal sealed record QuarantineExample(string Code, string File, long Position, string Message);
