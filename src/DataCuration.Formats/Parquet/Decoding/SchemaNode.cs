namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>A column or a group of columns in a file's schema. Immutable once built.</summary>
internal sealed class SchemaNode
{
    /// <summary>The name among its siblings.</summary>
    public required string Name { get; init; }

    /// <summary>The storage; null for a group.</summary>
    public PhysicalType? Type { get; init; }

    /// <summary>Bytes a value, for <see cref="PhysicalType.FixedLengthByteArray"/>.</summary>
    public int TypeLength { get; init; }

    /// <summary>What the values mean.</summary>
    public ValueMeaning Meaning { get; init; }

    /// <summary>Digits behind the point of a decimal.</summary>
    public int Scale { get; init; }

    /// <summary>Timestamps are in UTC and not in some local time.</summary>
    public bool IsUtc { get; init; }

    /// <summary>Occurs any number of times in its parent.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Dremel's definition level of a value that is there.</summary>
    public int MaxDefinition { get; init; }

    /// <summary>Dremel's repetition level: the number of lists around.</summary>
    public int MaxRepetition { get; init; }

    /// <summary>The place among the file's columns; -1 for a group.</summary>
    public int Column { get; init; } = -1;

    /// <summary>Names from the root, joined by dots, as column chunks repeat them.</summary>
    public required string Path { get; init; }

    /// <summary>The children of a group.</summary>
    public List<SchemaNode> Children { get; } = [];

    /// <summary>True for UTF-8 text, and for bytes that declare nothing else and so may be text.</summary>
    public bool MayBeText => Type == PhysicalType.ByteArray && Meaning is ValueMeaning.Text or ValueMeaning.Plain;

    /// <summary>For messages: what the column holds.</summary>
    public string TypeName => Type is null ? Meaning is ValueMeaning.List or ValueMeaning.Map ? Meaning.ToString() : "Struct" : Meaning switch
    {
        ValueMeaning.Text => "string",
        ValueMeaning.Plain => Type is PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray ? "binary" : Type.Value.ToString(),
        _ => Meaning.ToString(),
    };

    /// <summary>What a list holds: the node behind the wrapping that the format puts around an element; null for what is no list.</summary>
    public SchemaNode? Element
    {
        get
        {
            // LogicalTypes.md, "Lists": three levels are the rule, older writers left one out.
            SchemaNode? repeated = Meaning == ValueMeaning.List && Children is [{ IsRepeated: true } only] ? only : null;
            if (repeated is null) return null;
            bool isWrapper = repeated.Children.Count == 1 && repeated.Name != "array" && repeated.Name != Name + "_tuple";
            return isWrapper ? repeated.Children[0] : repeated;
        }
    }
}
