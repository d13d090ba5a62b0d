// Whether TorchSharp's native glue and a libtorch fit together, found out without running either: the glue's undefined names are
// looked up in the libraries' symbol tables. libtorch's operators carry their argument types in their names, so an operator whose
// signature changed between two releases shows up as a missing name. What cannot be seen: classes whose layout changed (inlined
// into the glue); for those there is the smoke test in a child process. Format: System V gABI, chapter 5. Cost: one pass over the
// symbol tables (a quarter of a second for libtorch_cpu).
using System.IO.MemoryMappedFiles;

namespace DataCuration.Probes.Native;

/// <summary>Compares the glue's needs with what a directory of libraries defines. Pure but for reading the files.</summary>
public static class TorchPreflight
{
    /// <summary>Looks up everything that the glue needs.</summary>
    /// <param name="gluePath">LibTorchSharp.</param>
    /// <param name="libraryDirectory">The directory of libtorch.</param>
    /// <returns>What is missing; null when the files are no 64-bit ELF libraries (Windows, macOS), which this cannot read.</returns>
    public static TorchPreflightReport? Examine(string gluePath, string libraryDirectory)
    {
        IReadOnlyList<(string Name, bool IsNeededAtLoad)>? needed = null;
        Map(gluePath, (library, dynamic) => needed = ElfSymbols.Needed(library, dynamic));
        if (needed is null) return null;
        HashSet<string> defined = new(StringComparer.Ordinal);
        foreach (string name in (string[])["c10", "torch_cpu", "torch", "c10_cuda", "torch_cuda"])
        {
            string path = Path.Combine(libraryDirectory, NativeFileNames.Of(name));
            if (File.Exists(path)) Map(path, (library, dynamic) => ElfSymbols.AddDefined(library, dynamic, defined));
        }

        return new TorchPreflightReport
        {
            NeededCount = needed.Count,
            MissingAtLoad = [.. needed.Where(symbol => symbol.IsNeededAtLoad && !defined.Contains(symbol.Name)).Select(static symbol => symbol.Name)],
            MissingWhenCalled = [.. needed.Where(symbol => !symbol.IsNeededAtLoad && !defined.Contains(symbol.Name)).Select(static symbol => symbol.Name)],
        };
    }

    private delegate void Reader(ReadOnlySpan<byte> library, ElfDynamicSection dynamic);

    private static unsafe void Map(string path, Reader read)
    {
        long bytes = new FileInfo(path).Length;
        if (bytes is 0 or > int.MaxValue) return;
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
        using MemoryMappedViewAccessor view = file.CreateViewAccessor(0, bytes, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            ReadOnlySpan<byte> library = new(start + view.PointerOffset, (int)bytes);
            if (ElfDynamicSection.Read(library) is { } dynamic) read(library, dynamic);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }
}
