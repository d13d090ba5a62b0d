namespace DataCuration.Documents.Recipes;

/// <summary>Where <c>az://</c> addresses lead.</summary>
public sealed record AzureOptions
{
    /// <summary>
    /// The address of the account's blob service, for example <c>http://127.0.0.1:10000/devstoreaccount1</c>; null for what
    /// <c>AZURE_STORAGE_CONNECTION_STRING</c> says, else <c>https://ACCOUNT.blob.core.windows.net</c>.
    /// </summary>
    public string? Endpoint { get; init; }

    /// <summary>Sends requests without credentials, for public containers.</summary>
    public bool Anonymous { get; init; }
}
