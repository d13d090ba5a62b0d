using System.Diagnostics;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Azure.Storage.Blobs;
using DataCuration.EndToEnd.Tests.Cli;
using DataCuration.Tests.Storage;

namespace DataCuration.EndToEnd.Tests.Storage;

/// <summary>One recipe over the same files from a folder, a web server, an S3 server and Azurite, with the real tool and the real clouds' protocols.</summary>
public sealed class RealServerTests : IDisposable
{
    private const string Account = "devstoreaccount1";

    // Azurite's published key: it opens nothing but an emulator.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string S3User = "S3RVER";
    private static readonly string[] Shards = ["articles-0.jsonl.gz", "articles-1.jsonl.gz", "articles-2.jsonl.zst"];

    private readonly string _folder = Directory.CreateTempSubdirectory("curate-storage-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Datasets_of_a_folder_and_a_web_server_are_the_same_bytes()
    {
        using ScriptedServer web = new();
        foreach (string shard in Shards) web.Serve("/corpus/" + shard, File.ReadAllBytes(Local(shard)), "\"" + shard + "\"");

        string local = await DatasetAsync("local", Folder, storage: "", []);
        string remote = await DatasetAsync("web", web.Address + "/corpus", storage: "", []);

        remote.Should().Be(local);
    }

    [Fact]
    public async Task Dataset_of_an_S3_server_is_the_same_bytes_and_an_unchanged_object_is_not_read_again()
    {
        using StorageServer? server = await StorageServer.StartAsync("s3rver", (folder, port) => ["-d", folder, "-a", "127.0.0.1", "-p", port, "--configure-bucket", "corpus"]);
        Assert.SkipWhen(server is null, "There is no S3 server: CURATE_TEST_SERVERS names no folder with s3rver.");
        using AmazonS3Client client = new(
            S3User, S3User, new AmazonS3Config { ServiceURL = server.Address, ForcePathStyle = true, RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED });
        foreach (string shard in Shards) await PutAsync(client, shard, Local(shard));
        Dictionary<string, string> keys = new() { ["AWS_ACCESS_KEY_ID"] = S3User, ["AWS_SECRET_ACCESS_KEY"] = S3User };
        string storage = $$""", "storage": { "s3": { "endpoint": "{{server.Address}}", "pathStyle": true } }""";

        string local = await DatasetAsync("local", Folder, storage: "", []);
        string remote = await DatasetAsync("s3", "s3://corpus/shards", storage, keys);
        remote.Should().Be(local);
        SecretIsNowhere("s3.work", S3User);

        (await PlanAsync("s3", keys)).Should().Contain("ingest: up to date (3 valid)");
        await PutAsync(client, Shards[1], Local(Shards[0]));
        (await PlanAsync("s3", keys)).Should().Contain("ingest: to do (2 valid)");
    }

    [Fact]
    public async Task Dataset_of_Azurite_is_the_same_bytes_and_an_unchanged_blob_is_not_read_again()
    {
        using StorageServer? server = await StorageServer.StartAsync(
            "azurite-blob", (folder, port) => ["--location", folder, "--blobHost", "127.0.0.1", "--blobPort", port, "--silent", "--skipApiVersionCheck", "--disableTelemetry"]);
        Assert.SkipWhen(server is null, "There is no Azure emulator: CURATE_TEST_SERVERS names no folder with azurite.");
        string connection = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={server.Address}/{Account};";
        BlobContainerClient container = new(connection, "corpus", new BlobClientOptions(BlobClientOptions.ServiceVersion.V2021_12_02));
        await container.CreateAsync(cancellationToken: Token);
        foreach (string shard in Shards) await container.GetBlobClient("shards/" + shard).UploadAsync(Local(shard), overwrite: true, Token);
        Dictionary<string, string> keys = new() { ["AZURE_STORAGE_CONNECTION_STRING"] = connection };

        string local = await DatasetAsync("local", Folder, storage: "", []);
        string remote = await DatasetAsync("azure", $"az://{Account}/corpus/shards", storage: "", keys);
        remote.Should().Be(local);
        SecretIsNowhere("azure.work", Key);

        (await PlanAsync("azure", keys)).Should().Contain("ingest: up to date (3 valid)");
        await container.GetBlobClient("shards/" + Shards[1]).UploadAsync(Local(Shards[0]), overwrite: true, Token);
        (await PlanAsync("azure", keys)).Should().Contain("ingest: to do (2 valid)");
    }

    private static string Folder => Path.Combine(SmallCorpus.QuickstartData(), "encyclopaedia");

    private static string Local(string shard) => Path.Combine(Folder, shard);

    private static Task PutAsync(AmazonS3Client client, string shard, string path) =>
        client.PutObjectAsync(new PutObjectRequest { BucketName = "corpus", Key = "shards/" + shard, FilePath = path, UseChunkEncoding = false }, Token);

    private async Task<string> DatasetAsync(string name, string from, string storage, Dictionary<string, string> environment)
    {
        string files = string.Join(", ", Shards.Select(shard => $"\"{shard}\""));
        File.WriteAllText(RecipeOf(name), $$"""
            { "name": "articles", "sources": [ { "name": "articles", "from": "{{from}}", "files": [{{files}}] } ], "deduplicate": { "exact": {} }{{storage}} }
            """);
        CurateResult run = await CurateAsync(["run", RecipeOf(name), "--until", "materialise"], environment);
        run.ExitCode.Should().Be(0, run.ToString());
        return SmallCorpus.HashOf(Path.Combine(_folder, name + ".work", "dataset"));
    }

    private async Task<string> PlanAsync(string name, Dictionary<string, string> environment) => (await CurateAsync(["plan", RecipeOf(name)], environment)).Output;

    private string RecipeOf(string name) => Path.Combine(_folder, name + ".json");

    private void SecretIsNowhere(string work, string secret)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        foreach (string path in Directory.EnumerateFiles(Path.Combine(_folder, work), "*", SearchOption.AllDirectories))
        {
            File.ReadAllBytes(path).AsSpan().IndexOf(bytes).Should().Be(-1, path);
        }
    }

    private async Task<CurateResult> CurateAsync(string[] arguments, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["exec", CurateProcess.ToolPath, .. arguments]) start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(Token), error = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return new CurateResult(process.ExitCode, await output, await error);
    }
}
