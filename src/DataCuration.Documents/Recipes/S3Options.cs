namespace DataCuration.Documents.Recipes;

/// <summary>Where <c>s3://</c> addresses lead.</summary>
public sealed record S3Options
{
    /// <summary>The address of an S3-compatible server, for example <c>http://127.0.0.1:9000</c>; null for AWS, or what <c>AWS_ENDPOINT_URL</c> says.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The region, for example <c>eu-central-1</c>; null for what the environment and the profile say, else us-east-1.</summary>
    public string? Region { get; init; }

    /// <summary>The bucket in the path instead of the host name: most servers other than AWS want it.</summary>
    public bool PathStyle { get; init; }

    /// <summary>Sends requests unsigned, for public buckets.</summary>
    public bool Anonymous { get; init; }
}
