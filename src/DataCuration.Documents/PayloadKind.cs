namespace DataCuration.Documents;

/// <summary>What a <see cref="SourceRecord"/> carries.</summary>
public enum PayloadKind
{
    /// <summary>Plain text in UTF-8.</summary>
    Text,

    /// <summary>An HTML page whose main text must be extracted.</summary>
    Html,
}
