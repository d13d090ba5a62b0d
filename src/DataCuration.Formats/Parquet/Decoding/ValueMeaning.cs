namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>What a column's stored values mean (parquet.thrift, LogicalType and the older ConvertedType).</summary>
internal enum ValueMeaning
{
    /// <summary>What the physical type says.</summary>
    Plain,

    /// <summary>UTF-8: a string, an enum's name or JSON.</summary>
    Text,

    /// <summary>An integer without sign.</summary>
    Unsigned,

    /// <summary>A scaled integer.</summary>
    Decimal,

    /// <summary>Days since 1970.</summary>
    Date,

    /// <summary>Milliseconds of the day.</summary>
    TimeMilliseconds,

    /// <summary>Microseconds of the day.</summary>
    TimeMicroseconds,

    /// <summary>Nanoseconds of the day.</summary>
    TimeNanoseconds,

    /// <summary>Milliseconds since 1970.</summary>
    TimestampMilliseconds,

    /// <summary>Microseconds since 1970.</summary>
    TimestampMicroseconds,

    /// <summary>Nanoseconds since 1970.</summary>
    TimestampNanoseconds,

    /// <summary>A UUID in 16 bytes.</summary>
    Uuid,

    /// <summary>A floating-point number in 2 bytes.</summary>
    Half,

    /// <summary>A group with one repeated child.</summary>
    List,

    /// <summary>A group of keys and values.</summary>
    Map,

    /// <summary>Something without a form here.</summary>
    Other,
}
