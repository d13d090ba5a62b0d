using System.Buffers.Binary;
using System.Text;

namespace DataCuration.Probes.Native;

/// <summary>File offsets of the tables that the dynamic linker reads, of a 64-bit little-endian ELF library.</summary>
/// <param name="Strings">DT_STRTAB.</param>
/// <param name="Symbols">DT_SYMTAB; entries of 24 bytes.</param>
/// <param name="SymbolCount">The number of entries: the string table follows the symbols, or the version table counts them.</param>
/// <param name="VersionIndexes">DT_VERSYM; 2 bytes a symbol.</param>
/// <param name="VersionNeeds">DT_VERNEED.</param>
/// <param name="VersionNeedCount">DT_VERNEEDNUM.</param>
internal readonly record struct ElfDynamicSection(
    int Strings, int Symbols, int SymbolCount, int VersionIndexes, int VersionNeeds, int VersionNeedCount)
{
    /// <summary>DT_RELA: relocations done when the library is loaded; entries of 24 bytes. Offset and size in bytes; zeros when there are none.</summary>
    public (int Offset, int Bytes) LoadRelocations { get; private init; }

    private const uint SectionTypeVersionIndexes = 0x6FFFFFFF;

    /// <summary>Reads the tables; null when the file is not of this kind or is cut short.</summary>
    public static ElfDynamicSection? Read(ReadOnlySpan<byte> library)
    {
        if (library.Length < 64 || !library.StartsWith("\u007fELF\u0002\u0001"u8)) return null;
        try
        {
            return ReadTables(library);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            // Offsets that point outside the file: not a library that could be loaded either.
            return null;
        }
    }

    /// <summary>Offsets of all Elf64_Vernaux entries: hash 0, flags 4, index 6, name 8, next 12.</summary>
    public IReadOnlyList<int> VersionNeedEntries(ReadOnlySpan<byte> library)
    {
        List<int> entries = [];
        int need = VersionNeeds;
        for (int index = 0; index < VersionNeedCount; index++)
        {
            ushort count = BinaryPrimitives.ReadUInt16LittleEndian(library[(need + 2)..]);
            int entry = need + (int)BinaryPrimitives.ReadUInt32LittleEndian(library[(need + 8)..]);
            for (int item = 0; item < count; item++)
            {
                entries.Add(entry);
                entry += (int)BinaryPrimitives.ReadUInt32LittleEndian(library[(entry + 12)..]);
            }

            need += (int)BinaryPrimitives.ReadUInt32LittleEndian(library[(need + 12)..]);
        }

        return entries;
    }

    /// <summary>The zero-terminated ASCII string at a file offset.</summary>
    public static string StringAt(ReadOnlySpan<byte> library, int offset)
    {
        ReadOnlySpan<byte> rest = library[offset..];
        int end = rest.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? rest : rest[..end]);
    }

    private static ElfDynamicSection? ReadTables(ReadOnlySpan<byte> library)
    {
        int programHeaders = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(library[32..]));
        int programHeaderCount = BinaryPrimitives.ReadUInt16LittleEndian(library[56..]);
        Dictionary<ulong, ulong> tags = [];
        for (int index = 0; index < programHeaderCount; index++)
        {
            ReadOnlySpan<byte> header = library.Slice(programHeaders + (56 * index), 56);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) != 2) continue; // PT_DYNAMIC
            int offset = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(header[8..]));
            int size = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(header[32..]));
            for (int entry = offset; entry < offset + size; entry += 16)
            {
                tags.TryAdd(
                    BinaryPrimitives.ReadUInt64LittleEndian(library[entry..]),
                    BinaryPrimitives.ReadUInt64LittleEndian(library[(entry + 8)..]));
            }
        }

        int strings = OffsetOf(library, programHeaders, programHeaderCount, tags, 5); // DT_STRTAB
        int symbols = OffsetOf(library, programHeaders, programHeaderCount, tags, 6); // DT_SYMTAB
        int versions = OffsetOf(library, programHeaders, programHeaderCount, tags, 0x6FFFFFF0); // DT_VERSYM
        int needs = OffsetOf(library, programHeaders, programHeaderCount, tags, 0x6FFFFFFE); // DT_VERNEED
        int symbolCount = VersionIndexCount(library);
        if (strings < 0 || symbols < 0 || versions < 0 || needs < 0 || symbolCount <= 0) return null;
        int needCount = checked((int)tags.GetValueOrDefault(0x6FFFFFFFul)); // DT_VERNEEDNUM
        int relocations = OffsetOf(library, programHeaders, programHeaderCount, tags, 7); // DT_RELA
        return new ElfDynamicSection(strings, symbols, symbolCount, versions, needs, needCount)
        {
            LoadRelocations = relocations < 0 ? default : (relocations, checked((int)tags.GetValueOrDefault(8ul))), // DT_RELASZ
        };
    }

    /// <summary>The dynamic tags do not say how many symbols there are; the section with the version indexes does.</summary>
    private static int VersionIndexCount(ReadOnlySpan<byte> library)
    {
        int sections = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(library[40..]));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(library[60..]);
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<byte> section = library.Slice(sections + (64 * index), 64);
            if (BinaryPrimitives.ReadUInt32LittleEndian(section[4..]) == SectionTypeVersionIndexes)
            {
                return checked((int)(BinaryPrimitives.ReadUInt64LittleEndian(section[32..]) / 2));
            }
        }

        return 0;
    }

    private static int OffsetOf(
        ReadOnlySpan<byte> library, int programHeaders, int count, Dictionary<ulong, ulong> tags, ulong tag)
    {
        if (!tags.TryGetValue(tag, out ulong address)) return -1;
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<byte> header = library.Slice(programHeaders + (56 * index), 56);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) != 1) continue; // PT_LOAD
            ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
            ulong start = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
            ulong size = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
            if (address >= start && address < start + size) return checked((int)(address - start + offset));
        }

        return -1;
    }
}
