using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using DataCuration.Documents.Recipes;
using DataCuration.Storage.Requests;

namespace DataCuration.Storage.Stores;

/// <summary>
/// Makes the clients of <c>az://</c>, one for each account. Credentials, first found: the connection string of that account, its key, a SAS token (the
/// variables that <c>az storage</c> reads), then Azure's standard chain (workload and managed identity, az login). Safe for concurrent use.
/// </summary>
/// <param name="options">The recipe's options; no secrets.</param>
/// <param name="variable">Reads the environment.</param>
internal sealed class AzureClients(AzureOptions options, Func<string, string?> variable)
{
    // Older than the library's own: Azurite and Azure Stack know it, and nothing newer is used.
    private const BlobClientOptions.ServiceVersion Protocol = BlobClientOptions.ServiceVersion.V2021_12_02;

    private readonly ConcurrentDictionary<string, BlobServiceClient> _clients = new(StringComparer.Ordinal);
    private readonly Lazy<TokenCredential> _standard = new(() => new DefaultAzureCredential());

    public BlobServiceClient Of(string account) => _clients.GetOrAdd(account, Create);

    private BlobServiceClient Create(string account)
    {
        BlobClientOptions client = new(Protocol) { Retry = { MaxRetries = 0 } };
        if (!options.Anonymous && variable("AZURE_STORAGE_CONNECTION_STRING") is { Length: > 0 } connection)
        {
            BlobServiceClient connected = Connect(connection, client);
            if (connected.AccountName == account) return connected;
        }

        Uri endpoint = EndpointAddress.Parse(options.Endpoint ?? $"https://{account}.blob.core.windows.net");
        if (options.Anonymous)
        {
            return new BlobServiceClient(endpoint, client);
        }

        bool isThisAccount = variable("AZURE_STORAGE_ACCOUNT") is not { Length: > 0 } named || named == account;
        if (isThisAccount && variable("AZURE_STORAGE_KEY") is { Length: > 0 } key)
        {
            return new BlobServiceClient(endpoint, new StorageSharedKeyCredential(account, key), client);
        }

        return isThisAccount && variable("AZURE_STORAGE_SAS_TOKEN") is { Length: > 0 } token
            ? new BlobServiceClient(endpoint, new AzureSasCredential(token.TrimStart('?')), client)
            : new BlobServiceClient(endpoint, _standard.Value, client);
    }

    private static BlobServiceClient Connect(string connection, BlobClientOptions client)
    {
        try
        {
            return new BlobServiceClient(connection, client);
        }
        catch (FormatException)
        {
            // The library's message may repeat a part of the string, which is a secret.
            throw new StorageFailure(FailureKind.Denied, "AZURE_STORAGE_CONNECTION_STRING is no connection string");
        }
    }
}
