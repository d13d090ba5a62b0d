namespace DataCuration.Quality.Extraction;

/// <summary>What a block of text is; decides how it is set off from its neighbours.</summary>
internal enum BlockKind : byte
{
    /// <summary>Text of a division without a better name.</summary>
    Plain,

    /// <summary>A paragraph.</summary>
    Paragraph,

    /// <summary>A heading.</summary>
    Heading,

    /// <summary>An item of a list.</summary>
    ListItem,

    /// <summary>A row of a table.</summary>
    TableRow,

    /// <summary>Text whose white space is kept.</summary>
    Preformatted,
}
