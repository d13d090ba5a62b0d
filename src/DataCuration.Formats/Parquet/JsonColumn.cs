using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using DataCuration.Formats.Parquet.Decoding;

namespace DataCuration.Formats.Parquet;

/// <summary>
/// A column outside of lists whose values can be written as JSON: numbers and booleans as such, everything else as strings. Rows are asked for
/// in order. Single-threaded.
/// </summary>
internal sealed class JsonColumn(ColumnValues values)
{
    private const int MaxDecimalBytes = 64;
    private const long JulianDayOf1970 = 2_440_588;

    private int _row;
    private int _value;

    /// <summary>The column's name.</summary>
    public string Name => values.Column.Name;

    /// <summary>True for columns that <see cref="Write"/> can write.</summary>
    public static bool HasJsonForm(SchemaNode column) => column.Type switch
    {
        null => false,
        PhysicalType.ByteArray => column.Meaning is ValueMeaning.Text or ValueMeaning.Decimal,
        PhysicalType.FixedLengthByteArray => column.Meaning switch
        {
            ValueMeaning.Decimal => column.TypeLength <= MaxDecimalBytes,
            ValueMeaning.Uuid => column.TypeLength == 16,
            ValueMeaning.Half => column.TypeLength == 2,
            _ => false,
        },
        _ => true,
    };

    /// <summary>True for points in time.</summary>
    public static bool IsTime(SchemaNode column) => column.MaxRepetition == 0 && column.Type switch
    {
        PhysicalType.Int96 => true,
        PhysicalType.Int32 => column.Meaning == ValueMeaning.Date,
        PhysicalType.Int64 => column.Meaning is ValueMeaning.TimestampMilliseconds or ValueMeaning.TimestampMicroseconds or ValueMeaning.TimestampNanoseconds,
        _ => false,
    };

    /// <summary>A row's string, or its time in ISO 8601; null when there is none.</summary>
    public string? TextOf(int row)
    {
        if (!MoveTo(row)) return null;
        SchemaNode column = values.Column;
        if (column.Type == PhysicalType.ByteArray) return Encoding.UTF8.GetString(values.Bytes[_value].Span);
        if (column.Meaning == ValueMeaning.Date) return DateOf(values.Integers[_value]);
        DateTime? time = column.Type == PhysicalType.Int96 ? TimeOf(values.Bytes[_value].Span) : TimeOf(values.Integers[_value]);
        return time?.ToString("O", CultureInfo.InvariantCulture) ?? (column.Type == PhysicalType.Int96 ? null : values.Integers[_value].ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a row's value.</summary>
    public void Write(Utf8JsonWriter json, int row)
    {
        if (!MoveTo(row))
        {
            json.WriteNullValue();
            return;
        }

        switch (values.Column.Type)
        {
            case PhysicalType.Boolean:
                json.WriteBooleanValue(values.Integers[_value] != 0);
                break;
            case PhysicalType.Int32 or PhysicalType.Int64:
                WriteInteger(json, values.Integers[_value]);
                break;
            case PhysicalType.Float:
                WriteReal(json, (float)values.Reals[_value]);
                break;
            case PhysicalType.Double:
                WriteReal(json, values.Reals[_value]);
                break;
            case PhysicalType.Int96 when TimeOf(values.Bytes[_value].Span) is { } time:
                json.WriteStringValue(time);
                break;
            case PhysicalType.Int96:
                json.WriteNullValue();
                break;
            default:
                WriteBytes(json, values.Bytes[_value].Span);
                break;
        }
    }

    private bool MoveTo(int row)
    {
        for (; _row < row; _row++)
        {
            if (values.IsPresent(_row)) _value++;
        }

        return values.IsPresent(row);
    }

    private void WriteInteger(Utf8JsonWriter json, long value)
    {
        switch (values.Column.Meaning)
        {
            case ValueMeaning.Unsigned when values.Column.Type == PhysicalType.Int32:
                json.WriteNumberValue((uint)value);
                break;
            case ValueMeaning.Unsigned:
                json.WriteNumberValue((ulong)value);
                break;
            case ValueMeaning.Decimal:
                json.WriteRawValue(DecimalOf(value));
                break;
            case ValueMeaning.Date when DateOf(value) is { } date:
                json.WriteStringValue(date);
                break;
            case ValueMeaning.TimeMilliseconds or ValueMeaning.TimeMicroseconds or ValueMeaning.TimeNanoseconds when TimeOfDay(value) is { } time:
                json.WriteStringValue(time);
                break;
            case ValueMeaning.TimestampMilliseconds or ValueMeaning.TimestampMicroseconds or ValueMeaning.TimestampNanoseconds when TimeOf(value) is { } time:
                json.WriteStringValue(time);
                break;
            default:
                json.WriteNumberValue(value);
                break;
        }
    }

    private void WriteBytes(Utf8JsonWriter json, ReadOnlySpan<byte> value)
    {
        switch (values.Column.Meaning)
        {
            case ValueMeaning.Text:
                json.WriteStringValue(Encoding.UTF8.GetString(value));
                break;
            case ValueMeaning.Decimal when value.Length is > 0 and <= MaxDecimalBytes:
                json.WriteRawValue(DecimalOf(new BigInteger(value, isUnsigned: false, isBigEndian: true)));
                break;
            case ValueMeaning.Uuid:
                json.WriteStringValue(new Guid(value, bigEndian: true));
                break;
            case ValueMeaning.Half:
                WriteReal(json, (float)BinaryPrimitives.ReadHalfLittleEndian(value));
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private string DecimalOf(BigInteger unscaled)
    {
        int scale = values.Column.Scale;
        string digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string sign = unscaled.Sign < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    private static string? DateOf(long days) =>
        days is > -719_163 and < 2_932_897 ? DateOnly.FromDayNumber((int)(days + 719_162)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private string? TimeOfDay(long value)
    {
        Int128 ticks = TicksOf(value);
        return ticks >= 0 && ticks < TimeSpan.TicksPerDay ? new TimeOnly((long)ticks).ToString("O", CultureInfo.InvariantCulture) : null;
    }

    private DateTime? TimeOf(long value) => TimeOf(TicksOf(value), values.Column.IsUtc);

    /// <summary>Nanoseconds of the day, then the Julian day, both little-endian.</summary>
    private static DateTime? TimeOf(ReadOnlySpan<byte> value)
    {
        long nanoseconds = BinaryPrimitives.ReadInt64LittleEndian(value);
        long days = BinaryPrimitives.ReadInt32LittleEndian(value[8..]) - JulianDayOf1970;
        return TimeOf(((Int128)days * TimeSpan.TicksPerDay) + (nanoseconds / 100), isUtc: true);
    }

    private static DateTime? TimeOf(Int128 ticks, bool isUtc)
    {
        Int128 sum = ticks + DateTime.UnixEpoch.Ticks;
        return sum >= 0 && sum <= DateTime.MaxValue.Ticks ? new DateTime((long)sum, isUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified) : null;
    }

    private Int128 TicksOf(long value) => values.Column.Meaning switch
    {
        ValueMeaning.TimeMilliseconds or ValueMeaning.TimestampMilliseconds => (Int128)value * TimeSpan.TicksPerMillisecond,
        ValueMeaning.TimeMicroseconds or ValueMeaning.TimestampMicroseconds => (Int128)value * TimeSpan.TicksPerMicrosecond,
        _ => value / 100,
    };

    private static void WriteReal(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteReal(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
