namespace DataCuration.Sdk.Lowering;

/// <summary>How a metadata value becomes JSON.</summary>
internal enum SettingKind
{
    /// <summary>A number or a boolean as a JSON literal; anything else stays a string, for <c>curate check</c> to judge.</summary>
    Value,

    /// <summary>A string, even when it looks like a number.</summary>
    Text,

    /// <summary>A name out of a closed set; its first letter becomes small.</summary>
    Choice,

    /// <summary>Several values, separated by semicolons.</summary>
    Values,

    /// <summary>Several strings, separated by semicolons.</summary>
    Texts,
}
