namespace DataCuration.Storage.Locations;

/// <summary>What speaks at an address.</summary>
internal enum StorageKind
{
    /// <summary>A web server: single files, no listing.</summary>
    Http,

    /// <summary>Amazon S3 or a compatible server.</summary>
    S3,

    /// <summary>Azure Blob Storage.</summary>
    Azure,
}
