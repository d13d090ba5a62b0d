using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using DataCuration.Documents.Recipes;

namespace DataCuration.Storage.Stores;

/// <summary>
/// Makes the client of <c>s3://</c>. Credentials come from the library's chain (environment, profile, web identity, container, instance) and from
/// nowhere else. The library itself retries nothing: that is done in one place for all storages.
/// </summary>
internal static class S3Clients
{
    private const string DefaultRegion = "us-east-1";

    public static AmazonS3Client Create(S3Options options)
    {
        AmazonS3Config config = new()
        {
            MaxErrorRetry = 0,
            ThrottleRetries = false,
            ForcePathStyle = options.PathStyle,

            // A range has no checksum of its own, and servers other than AWS send some that are no checksum of theirs.
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = EndpointAddress.Parse(endpoint).AbsoluteUri;
            config.AuthenticationRegion = options.Region ?? FallbackRegion();
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region ?? FallbackRegion());
        }

        return options.Anonymous ? new AmazonS3Client(new AnonymousAWSCredentials(), config) : new AmazonS3Client(config);
    }

    private static string FallbackRegion() => FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName ?? DefaultRegion;
}
