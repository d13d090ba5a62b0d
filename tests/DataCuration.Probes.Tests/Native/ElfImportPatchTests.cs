using DataCuration.Probes.Native;

namespace DataCuration.Probes.Tests.Native;

public sealed class ElfImportPatchTests : IDisposable
{
    private readonly TestFolder _folder = new();

    /// <summary>The values that the linker stores (readelf -V of any C++ library shows them beside the names).</summary>
    [Theory]
    [InlineData("GLIBC_2.2.5", 0x09691A75u)]
    [InlineData("GLIBCXX_3.4", 0x08922974u)]
    [InlineData("CXXABI_1.3", 0x056BAFD3u)]
    public void Hash_is_that_of_the_linker(string name, uint expected) => ElfImportPatch.HashOf(name).Should().Be(expected);

    [Fact]
    public void Patched_glue_needs_no_version_of_GCC_13()
    {
        byte[] glue = LinuxGlue();
        ElfImportPatch.NeededVersions(glue).Should().Contain(ElfImportPatch.NewVersion);

        byte[]? patched = ElfImportPatch.Apply(glue);

        patched.Should().NotBeNull();
        patched!.Length.Should().Be(glue.Length);
        ElfImportPatch.NeededVersions(patched).Should().NotContain(ElfImportPatch.NewVersion).And.Contain(ElfImportPatch.OldVersion);
        ElfImportPatch.NeededVersions(patched).Should().HaveCount(ElfImportPatch.NeededVersions(glue).Count);
    }

    [Fact]
    public void Patch_changes_two_names_and_a_hash_and_nothing_else()
    {
        byte[] glue = LinuxGlue();
        byte[] patched = ElfImportPatch.Apply(glue)!;

        int changed = glue.Zip(patched).Count(static pair => pair.First != pair.Second);

        // 27 characters of the symbol at most, 3 of the version, 4 bytes of its hash.
        changed.Should().BeInRange(8, 34);
    }

    [Fact]
    public void Patched_glue_is_left_alone() => ElfImportPatch.Apply(ElfImportPatch.Apply(LinuxGlue())!).Should().BeNull();

    [Fact]
    public void File_that_is_no_library_is_left_alone()
    {
        ElfImportPatch.Apply("not a library"u8).Should().BeNull();
        ElfImportPatch.Apply(new byte[100]).Should().BeNull();
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(300_000)]
    [InlineData(2_000_000)]
    public void Library_that_is_cut_short_is_left_alone(int length) => ElfImportPatch.Apply(LinuxGlue().AsSpan(0, length)).Should().BeNull();

    [Fact]
    public void Copy_is_written_once_and_repaired_when_damaged()
    {
        string source = LinuxGluePath();
        string first = PatchedGlue.Write(source, _folder.Path)!.Path;
        byte[] good = File.ReadAllBytes(first);
        File.WriteAllBytes(first, good[..1000]);

        string second = PatchedGlue.Write(source, _folder.Path)!.Path;

        second.Should().Be(first).And.StartWith(_folder.Path);
        File.ReadAllBytes(second).Should().Equal(good);
        Directory.EnumerateFiles(Path.GetDirectoryName(second)!).Should().ContainSingle();
    }

    [Fact]
    public void Copy_goes_to_a_temporary_folder_when_the_cache_cannot_be_written()
    {
        File.WriteAllText(_folder.File("occupied"), "a file where the cache should be");

        PatchedCopy copy = PatchedGlue.Write(LinuxGluePath(), _folder.File("occupied"))!;

        copy.IsTemporary.Should().BeTrue();
        copy.Path.Should().NotStartWith(_folder.Path);
        ElfImportPatch.NeededVersions(File.ReadAllBytes(copy.Path)).Should().NotContain(ElfImportPatch.NewVersion);
        copy.RemoveIfTemporary();
        File.Exists(copy.Path).Should().BeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] LinuxGlue() => File.ReadAllBytes(LinuxGluePath());

    /// <summary>The TorchSharp package carries the glue of every system, so this runs anywhere.</summary>
    private static string LinuxGluePath() => Path.Combine(
        TorchLocator.PackageFolder(), "torchsharp", TorchLocator.TorchSharpVersion,
        "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
}
