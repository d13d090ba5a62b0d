using System.Buffers.Binary;

namespace DataCuration.Probes.Native;

/// <summary>The names that a library defines for others, and those that it expects from others. Pure.</summary>
internal static class ElfSymbols
{
    private const int Weak = 2;

    /// <summary>Adds every name that the library defines to a set.</summary>
    public static void AddDefined(ReadOnlySpan<byte> library, ElfDynamicSection dynamic, HashSet<string> names)
    {
        for (int symbol = 1; symbol < dynamic.SymbolCount; symbol++)
        {
            ReadOnlySpan<byte> entry = library.Slice(dynamic.Symbols + (24 * symbol), 24);
            if (IsDefined(entry)) names.Add(NameOf(library, dynamic, entry));
        }
    }

    /// <summary>
    /// The names that must come from libraries without symbol versions: libtorch's have none, those of the C and C++ runtimes have.
    /// </summary>
    /// <returns>Each name, and whether it is needed when the library is loaded (data, tables of virtual functions) or only when called.</returns>
    public static IReadOnlyList<(string Name, bool IsNeededAtLoad)> Needed(ReadOnlySpan<byte> library, ElfDynamicSection dynamic)
    {
        HashSet<uint> atLoad = [];
        for (int at = 0; at + 24 <= dynamic.LoadRelocations.Bytes; at += 24)
        {
            ulong info = BinaryPrimitives.ReadUInt64LittleEndian(library[(dynamic.LoadRelocations.Offset + at + 8)..]);
            atLoad.Add((uint)(info >> 32));
        }

        List<(string, bool)> needed = [];
        for (int symbol = 1; symbol < dynamic.SymbolCount; symbol++)
        {
            ReadOnlySpan<byte> entry = library.Slice(dynamic.Symbols + (24 * symbol), 24);
            ushort version = BinaryPrimitives.ReadUInt16LittleEndian(library[(dynamic.VersionIndexes + (2 * symbol))..]);
            bool isVersioned = (version & 0x7FFF) > 1;
            if (IsDefined(entry) || isVersioned || entry[4] >> 4 == Weak) continue;
            needed.Add((NameOf(library, dynamic, entry), atLoad.Contains((uint)symbol)));
        }

        return needed;
    }

    /// <summary>The scope of a mangled C++ name, for example <c>at::_ops::add_Tensor::call</c>; any other name as it is.</summary>
    public static string Readable(string name)
    {
        // Itanium C++ ABI, 5.1.2: _ZN [qualifiers] (length identifier)+ E; _ZTVN…, _ZTIN… for tables.
        int at = name.IndexOf('N', StringComparison.Ordinal);
        if (!name.StartsWith("_Z", StringComparison.Ordinal) || at < 0) return name;
        string prefix = name[2..at] switch { "" => "", "TV" => "vtable of ", "TI" => "typeinfo of ", "TS" => "typename of ", _ => "?" };
        if (prefix == "?") return name;
        at++;
        while (at < name.Length && name[at] is 'K' or 'V' or 'R' or 'O') at++;
        List<string> parts = [];
        while (at < name.Length && char.IsAsciiDigit(name[at]))
        {
            int length = 0;
            while (at < name.Length && char.IsAsciiDigit(name[at])) length = (10 * length) + (name[at++] - '0');
            if (at + length > name.Length) return name;
            parts.Add(name.Substring(at, length));
            at += length;
        }

        return parts.Count == 0 ? name : prefix + string.Join("::", parts);
    }

    private static bool IsDefined(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]) != 0;

    private static string NameOf(ReadOnlySpan<byte> library, ElfDynamicSection dynamic, ReadOnlySpan<byte> entry) =>
        ElfDynamicSection.StringAt(library, dynamic.Strings + (int)BinaryPrimitives.ReadUInt32LittleEndian(entry));
}
