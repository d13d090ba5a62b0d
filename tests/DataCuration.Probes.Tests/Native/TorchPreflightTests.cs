using DataCuration.Probes.Native;

namespace DataCuration.Probes.Tests.Native;

public sealed class TorchPreflightTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Package_defines_everything_that_its_glue_needs()
    {
        TorchLocation location = TorchRuntime.Locate(new TorchRuntimeOptions());

        TorchPreflightReport report = TorchPreflight.Examine(location.GluePath, location.LibraryDirectory)!;

        report.NeededCount.Should().BeGreaterThan(1000);
        report.IsComplete.Should().BeTrue(report.Explain());
    }

    [Fact]
    public void Missing_library_is_a_list_of_operators_by_name()
    {
        TorchLocation location = TorchRuntime.Locate(new TorchRuntimeOptions());
        string core = NativeFileNames.Of("c10");
        File.Copy(Path.Combine(location.LibraryDirectory, core), _folder.File(core));

        TorchPreflightReport report = TorchPreflight.Examine(location.GluePath, _folder.Path)!;

        report.IsComplete.Should().BeFalse();
        report.MissingWhenCalled.Select(ElfSymbols.Readable).Should().Contain("at::_ops::relu::call");
        report.MissingAtLoad.Should().NotBeEmpty("tables of virtual functions cannot wait");
        report.Explain().Should().Contain(" at load, ");
    }

    [Fact]
    public void Files_that_are_no_libraries_cannot_be_compared()
    {
        File.WriteAllText(_folder.File("glue"), "not a library");

        TorchPreflight.Examine(_folder.File("glue"), _folder.Path).Should().BeNull();
    }

    [Theory]
    [InlineData("_ZN2at4_ops4relu4callERKNS_6TensorE", "at::_ops::relu::call")]
    [InlineData("_ZNK2at10TensorBase4sizeEl", "at::TensorBase::size")]
    [InlineData("_ZTVN5torch2nn6ModuleE", "vtable of torch::nn::Module")]
    [InlineData("GOMP_parallel", "GOMP_parallel")]
    public void Mangled_name_is_readable(string name, string expected) => ElfSymbols.Readable(name).Should().Be(expected);

    public void Dispose() => _folder.Dispose();
}
