namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>How a column's values are stored (parquet.thrift, Type).</summary>
internal enum PhysicalType
{
    /// <summary>One bit.</summary>
    Boolean = 0,

    /// <summary>32-bit integer.</summary>
    Int32 = 1,

    /// <summary>64-bit integer.</summary>
    Int64 = 2,

    /// <summary>The old form of timestamps: nanoseconds of the day and Julian day.</summary>
    Int96 = 3,

    /// <summary>32-bit floating point.</summary>
    Float = 4,

    /// <summary>64-bit floating point.</summary>
    Double = 5,

    /// <summary>Bytes of any number.</summary>
    ByteArray = 6,

    /// <summary>Bytes of one number for the whole column.</summary>
    FixedLengthByteArray = 7,
}
