using DataCuration.Probes.Native;
using TorchSharp;

namespace DataCuration.Probes.Tests;

/// <summary>libtorch's thread count and the compiled script belong to the process: tests that use them take turns.</summary>
[CollectionDefinition(Name)]
public sealed class TorchInTurn : ICollectionFixture<TorchInTurn.LoadedTorch>
{
    public const string Name = "torch";

    public sealed class LoadedTorch
    {
        public LoadedTorch()
        {
            Info = TorchRuntime.Load(new TorchRuntimeOptions());
            torch.set_num_threads(1);
        }

        public TorchRuntimeInfo Info { get; }
    }
}
