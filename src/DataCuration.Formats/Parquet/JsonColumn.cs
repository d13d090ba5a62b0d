using System.Globalization;
using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>A column whose values can be written as JSON: numbers and booleans as such, everything else as strings. Immutable.</summary>
internal abstract class JsonColumn(string name)
{
    /// <summary>The column's name.</summary>
    public string Name { get; } = name;

    /// <summary>True for columns that declare UTF-8 strings.</summary>
    public static bool IsText(DataField field) => field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    /// <summary>True for byte arrays that declare nothing else.</summary>
    public static bool IsBinary(DataField field) => field.ClrType == typeof(byte[]) || field.ClrType == typeof(ReadOnlyMemory<byte>);

    /// <summary>Reads a column; null for types that have no JSON form.</summary>
    public static async Task<JsonColumn?> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        if (IsText(field))
        {
            string?[] values = await group.ReadStringsAsync(ParquetLayout.BytesOf(field), cancellationToken).ConfigureAwait(false);
            return new Strings(field.Name, values);
        }

        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Boolean => await Of<bool>((json, value) => json.WriteBooleanValue(value)).ConfigureAwait(false),
            TypeCode.SByte => await Of<sbyte>((json, value) => json.WriteNumberValue(value)).ConfigureAwait(false),
            TypeCode.Byte => await Of<byte>((json, value) => json.WriteNumberValue(value)).ConfigureAwait(false),
            TypeCode.Int16 => await Of<short>((json, value) => json.WriteNumberValue(value)).ConfigureAwait(false),
            TypeCode.UInt16 => await Of<ushort>((json, value) => json.WriteNumberValue(value)).ConfigureAwait(false),
            TypeCode.Int32 => await Of<int>((json, value) => json.WriteNumberValue(value)).ConfigureAwait(false),
            TypeCode.UInt32 => await Of<uint>((json, value) => json.WriteNumberValue(value)).ConfigureAwait(false),
            TypeCode.Int64 => await Of<long>((json, value) => json.WriteNumberValue(value)).ConfigureAwait(false),
            TypeCode.UInt64 => await Of<ulong>((json, value) => json.WriteNumberValue(value)).ConfigureAwait(false),
            TypeCode.Single => await Of<float>(WriteFinite).ConfigureAwait(false),
            TypeCode.Double => await Of<double>(WriteFinite).ConfigureAwait(false),
            TypeCode.Decimal => await Of<decimal>((json, value) => json.WriteNumberValue(value)).ConfigureAwait(false),
            TypeCode.DateTime => await Of<DateTime>((json, value) => json.WriteStringValue(value)).ConfigureAwait(false),
            _ => null,
        };

        async Task<JsonColumn> Of<T>(Action<Utf8JsonWriter, T> write)
            where T : struct =>
            new Values<T>(field.Name, await group.ReadOptionalAsync<T>(field, cancellationToken).ConfigureAwait(false), write);
    }

    /// <summary>Writes one row's value.</summary>
    public abstract void Write(Utf8JsonWriter json, int row);

    private static void WriteFinite(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteFinite(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private sealed class Strings(string name, string?[] values) : JsonColumn(name)
    {
        public override void Write(Utf8JsonWriter json, int row) => json.WriteStringValue(values[row]);
    }

    private sealed class Values<T>(string name, T?[] values, Action<Utf8JsonWriter, T> write) : JsonColumn(name)
        where T : struct
    {
        public override void Write(Utf8JsonWriter json, int row)
        {
            if (values[row] is { } value) write(json, value);
            else json.WriteNullValue();
        }
    }
}
