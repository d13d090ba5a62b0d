using DataCuration.Probes.Native;
using TorchSharp;

namespace DataCuration.Probes.Tests.Native;

[Collection(TorchInTurn.Name)]
public sealed class TorchRuntimeTests(TorchInTurn.LoadedTorch loaded)
{
    [Fact]
    public void Runtime_loaded_multiplies_matrices()
    {
        using torch.Tensor product = torch.ones(2, 3).matmul(torch.ones(3, 2));

        product.sum().ToDouble().Should().Be(12);
        File.Exists(Path.Combine(loaded.Info.LibraryDirectory, NativeFileNames.Of("torch_cpu"))).Should().BeTrue();
    }

    [Fact]
    public void Runtime_loaded_from_the_paths_file_copies_nothing_beside_the_program()
    {
        loaded.Info.FoundBy.Should().Be("torch.paths.json");
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*torch_cpu*", SearchOption.AllDirectories).Should().BeEmpty();
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*LibTorchSharp*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public void Runtime_loaded_again_gives_the_same_answer() =>
        TorchRuntime.Load(new TorchRuntimeOptions { LibraryDirectory = "/nowhere" }).Should().BeSameAs(loaded.Info);
}
