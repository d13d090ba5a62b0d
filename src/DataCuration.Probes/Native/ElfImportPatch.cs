// TorchSharp's native glue is compiled by GCC 13, whose <iostream> refers to one symbol that older C++ runtimes lack:
// _ZSt21ios_base_library_initv@GLIBCXX_3.4.32. It is a mere reference (nothing calls it): it makes the dynamic linker check that
// the runtime initialises std::cout itself. Debian 12, Ubuntu 22.04 and RHEL 9 therefore refuse the library although they
// have everything it uses. The patch turns the reference into the one that GCC 12 would have emitted, the constructor
// _ZNSt8ios_base4InitC1Ev@GLIBCXX_3.4, in a private copy. Format: System V gABI chapter 5; symbol versions: LSB 5.0, 10.7.
// Cost: one pass over the dynamic symbols of a 2.4 MB file.
using System.Buffers.Binary;
using System.Text;

namespace DataCuration.Probes.Native;

/// <summary>Rewrites the import of a 64-bit little-endian ELF library that needs GCC 13's C++ runtime. Pure.</summary>
internal static class ElfImportPatch
{
    /// <summary>What GCC 13 refers to.</summary>
    public const string NewSymbol = "_ZSt21ios_base_library_initv";

    /// <summary>What GCC 12 refers to.</summary>
    public const string OldSymbol = "_ZNSt8ios_base4InitC1Ev";

    /// <summary>The version that <see cref="NewSymbol"/> belongs to.</summary>
    public const string NewVersion = "GLIBCXX_3.4.32";

    /// <summary>The version that <see cref="OldSymbol"/> belongs to.</summary>
    public const string OldVersion = "GLIBCXX_3.4";

    /// <summary>A patched copy, or null when the file is no such library or does not import <see cref="NewSymbol"/> alone from <see cref="NewVersion"/>.</summary>
    public static byte[]? Apply(ReadOnlySpan<byte> library)
    {
        ElfDynamicSection? found = ElfDynamicSection.Read(library);
        if (found is not { } dynamic) return null;
        byte[] copy = library.ToArray();
        int need = FindVersionNeed(copy, dynamic);
        if (need < 0) return null;

        // The version's index must belong to that one symbol: any other import from GLIBCXX_3.4.32 is a real need.
        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(copy.AsSpan(need + 6));
        int nameOffset = -1;
        for (int symbol = 0; symbol < dynamic.SymbolCount; symbol++)
        {
            int entry = dynamic.VersionIndexes + (2 * symbol);
            if (BinaryPrimitives.ReadUInt16LittleEndian(copy.AsSpan(entry)) != version) continue;
            int name = dynamic.Strings + (int)BinaryPrimitives.ReadUInt32LittleEndian(copy.AsSpan(dynamic.Symbols + (24 * symbol)));
            if (nameOffset >= 0 || ElfDynamicSection.StringAt(copy, name) != NewSymbol) return null;
            nameOffset = name;
        }

        if (nameOffset < 0) return null;
        Overwrite(copy, nameOffset, NewSymbol, OldSymbol);

        // Truncating the version's own name leaves every offset as it is: "GLIBCXX_3.4" is a prefix of "GLIBCXX_3.4.32".
        int versionName = dynamic.Strings + (int)BinaryPrimitives.ReadUInt32LittleEndian(copy.AsSpan(need + 8));
        Overwrite(copy, versionName, NewVersion, OldVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(need), HashOf(OldVersion));
        return copy;
    }

    /// <summary>The System V hash of a name, as stored in <c>vna_hash</c>.</summary>
    public static uint HashOf(string name)
    {
        uint hash = 0;
        foreach (char character in name)
        {
            hash = (hash << 4) + character;
            uint high = hash & 0xF0000000;
            hash ^= high >> 24;
            hash &= ~high;
        }

        return hash;
    }

    /// <summary>The names of all versions that the library needs from others, in file order.</summary>
    public static IReadOnlyList<string> NeededVersions(ReadOnlySpan<byte> library)
    {
        List<string> names = [];
        if (ElfDynamicSection.Read(library) is { } dynamic)
        {
            foreach (int entry in dynamic.VersionNeedEntries(library))
            {
                uint name = BinaryPrimitives.ReadUInt32LittleEndian(library[(entry + 8)..]);
                names.Add(ElfDynamicSection.StringAt(library, dynamic.Strings + (int)name));
            }
        }

        return names;
    }

    private static int FindVersionNeed(ReadOnlySpan<byte> library, ElfDynamicSection dynamic)
    {
        uint hash = HashOf(NewVersion);
        foreach (int entry in dynamic.VersionNeedEntries(library))
        {
            uint name = BinaryPrimitives.ReadUInt32LittleEndian(library[(entry + 8)..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(library[entry..]) == hash
                && ElfDynamicSection.StringAt(library, dynamic.Strings + (int)name) == NewVersion)
            {
                return entry;
            }
        }

        return -1;
    }

    private static void Overwrite(Span<byte> library, int offset, string before, string after)
    {
        Span<byte> place = library.Slice(offset, before.Length);
        place.Clear();
        Encoding.ASCII.GetBytes(after, place);
    }
}
