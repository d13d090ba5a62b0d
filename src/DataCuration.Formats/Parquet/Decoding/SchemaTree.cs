using System.Text;

namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>Reads the flat list of schema elements, each followed by its children, as a tree (parquet.thrift, SchemaElement). Pure.</summary>
internal sealed class SchemaTree
{
    private const int MaxDepth = 64;

    private SchemaTree(SchemaNode root, List<SchemaNode> columns)
    {
        Root = root;
        Columns = columns;
    }

    /// <summary>The root; its name means nothing.</summary>
    public SchemaNode Root { get; }

    /// <summary>The leaves, in order.</summary>
    public List<SchemaNode> Columns { get; }

    /// <summary>Reads the list.</summary>
    /// <exception cref="InvalidDataException">The elements are no tree.</exception>
    public static SchemaTree Read(ref CompactReader reader, int type)
    {
        List<Element> elements = [];
        for (int left = reader.List(type, out int elementType); left > 0; left--)
        {
            reader.Struct(elementType);
            elements.Add(Element.Read(ref reader));
        }

        if (elements.Count == 0) throw Damaged();
        SchemaNode root = new() { Name = "", Path = "" };
        List<SchemaNode> columns = [];
        int next = 1;
        AddChildren(root, elements[0].ChildCount, elements, ref next, columns, MaxDepth);
        return next == elements.Count ? new SchemaTree(root, columns) : throw Damaged();
    }

    private static void AddChildren(SchemaNode parent, long count, List<Element> elements, ref int next, List<SchemaNode> columns, int depth)
    {
        if (depth == 0) throw Damaged();
        for (; count > 0; count--)
        {
            if (next == elements.Count) throw Damaged();
            Element element = elements[next++];
            bool isGroup = element.Type < 0;
            bool isKnown = element.Type <= (int)PhysicalType.FixedLengthByteArray && element.Repetition is >= 0 and <= 2;
            bool hasLength = element.Type != (int)PhysicalType.FixedLengthByteArray || element.TypeLength is > 0 and <= 1 << 20;
            if (!isKnown || !hasLength || isGroup != element.ChildCount > 0) throw Damaged();
            SchemaNode node = new()
            {
                Name = element.Name,
                Path = parent.Path.Length == 0 ? element.Name : parent.Path + "." + element.Name,
                Type = isGroup ? null : (PhysicalType)element.Type,
                TypeLength = (int)element.TypeLength,
                Meaning = element.Meaning,
                Scale = (int)Math.Clamp(element.Scale, 0, 100),
                IsUtc = element.IsUtc,
                IsRepeated = element.Repetition == 2,
                MaxDefinition = parent.MaxDefinition + (element.Repetition == 0 ? 0 : 1),
                MaxRepetition = parent.MaxRepetition + (element.Repetition == 2 ? 1 : 0),
                Column = isGroup ? -1 : columns.Count,
            };
            parent.Children.Add(node);
            if (!isGroup) columns.Add(node);
            AddChildren(node, element.ChildCount, elements, ref next, columns, depth - 1);
        }
    }

    private static InvalidDataException Damaged() => new("its schema is damaged");

    private sealed record Element
    {
        public long Type { get; private set; } = -1;

        public long TypeLength { get; private set; }

        public long Repetition { get; private set; }

        public string Name { get; private set; } = "";

        public long ChildCount { get; private set; }

        public long Scale { get; private set; }

        public bool IsUtc { get; private set; } = true;

        public ValueMeaning Meaning { get; private set; }

        public static Element Read(ref CompactReader reader)
        {
            Element element = new();
            int id = 0;
            while (reader.NextField(ref id, out int type))
            {
                switch (id)
                {
                    case 1:
                        element.Type = reader.Integer(type);
                        if (element.Type < 0) throw Damaged();
                        break;
                    case 2:
                        element.TypeLength = reader.Integer(type);
                        break;
                    case 3:
                        element.Repetition = reader.Integer(type);
                        break;
                    case 4:
                        element.Name = Encoding.UTF8.GetString(reader.Binary(type));
                        break;
                    case 5:
                        element.ChildCount = reader.Integer(type);
                        break;
                    case 6:
                        element.Meaning = OfConverted(reader.Integer(type));
                        break;
                    case 7:
                        element.Scale = reader.Integer(type);
                        break;
                    case 10:
                        element.ReadLogical(ref reader, type);
                        break;
                    default:
                        reader.Skip(type);
                        break;
                }
            }

            return element;
        }

        private static ValueMeaning OfConverted(long type) => type switch
        {
            0 or 4 or 19 => ValueMeaning.Text,
            1 or 2 => ValueMeaning.Map,
            3 => ValueMeaning.List,
            5 => ValueMeaning.Decimal,
            6 => ValueMeaning.Date,
            7 => ValueMeaning.TimeMilliseconds,
            8 => ValueMeaning.TimeMicroseconds,
            9 => ValueMeaning.TimestampMilliseconds,
            10 => ValueMeaning.TimestampMicroseconds,
            >= 11 and <= 14 => ValueMeaning.Unsigned,
            >= 15 and <= 18 => ValueMeaning.Plain,
            _ => ValueMeaning.Other,
        };

        /// <summary>The union's member is its field number; it says more than the older type beside it.</summary>
        private void ReadLogical(ref CompactReader reader, int type)
        {
            reader.Struct(type);
            int member = 0;
            while (reader.NextField(ref member, out int memberType))
            {
                if (memberType != 12) throw Damaged();
                int unit = ReadParameters(ref reader, member);
                Meaning = member switch
                {
                    1 or 4 or 12 => ValueMeaning.Text,
                    2 => ValueMeaning.Map,
                    3 => ValueMeaning.List,
                    5 => ValueMeaning.Decimal,
                    6 => ValueMeaning.Date,
                    7 => unit switch { 1 => ValueMeaning.TimeMilliseconds, 2 => ValueMeaning.TimeMicroseconds, _ => ValueMeaning.TimeNanoseconds },
                    8 => unit switch { 1 => ValueMeaning.TimestampMilliseconds, 2 => ValueMeaning.TimestampMicroseconds, _ => ValueMeaning.TimestampNanoseconds },
                    10 => unit == 0 ? ValueMeaning.Unsigned : ValueMeaning.Plain,
                    14 => ValueMeaning.Uuid,
                    15 => ValueMeaning.Half,
                    _ => ValueMeaning.Other,
                };
            }
        }

        /// <summary>The unit of a time, or 1 for an integer with sign.</summary>
        private int ReadParameters(ref CompactReader reader, int member)
        {
            int unit = 0;
            int id = 0;
            while (reader.NextField(ref id, out int type))
            {
                if (member == 5 && id == 1) Scale = reader.Integer(type);
                else if (member is 7 or 8 && id == 1) IsUtc = reader.Flag(type);
                else if (member is 7 or 8 && id == 2) unit = ReadUnit(ref reader, type);
                else if (member == 10 && id == 2) unit = reader.Flag(type) ? 1 : 0;
                else reader.Skip(type);
            }

            return unit;
        }

        private static int ReadUnit(ref CompactReader reader, int type)
        {
            reader.Struct(type);
            int unit = 0;
            int id = 0;
            while (reader.NextField(ref id, out int member))
            {
                unit = id;
                reader.Skip(member);
            }

            return unit;
        }
    }
}
