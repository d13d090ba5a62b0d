namespace DataCuration.Storage.Requests;

/// <summary>Why a request failed, as far as it matters for what to do next.</summary>
internal enum FailureKind
{
    /// <summary>The connection or the server failed: try again.</summary>
    Transient,

    /// <summary>Too many requests: try again, later and slower.</summary>
    Throttled,

    /// <summary>There is no such file, bucket or container.</summary>
    NotFound,

    /// <summary>Credentials are missing or not allowed to do it.</summary>
    Denied,

    /// <summary>The file is no longer the version that was asked for.</summary>
    Changed,

    /// <summary>Any other refusal: the same request would be refused again.</summary>
    Refused,

    /// <summary>The answer is not what the protocol says.</summary>
    Unexpected,
}
