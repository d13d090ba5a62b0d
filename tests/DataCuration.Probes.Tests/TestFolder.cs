namespace DataCuration.Probes.Tests;

/// <summary>A temporary folder for one test.</summary>
public sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("datacuration-probes-");

    public string Path => _directory.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _directory.Delete(recursive: true);
}
