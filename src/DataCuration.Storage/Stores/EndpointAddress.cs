using DataCuration.Storage.Requests;

namespace DataCuration.Storage.Stores;

/// <summary>Reads the address of a service from the recipe.</summary>
internal static class EndpointAddress
{
    /// <exception cref="StorageFailure">It is no http or https address.</exception>
    public static Uri Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
            ? url
            : throw new StorageFailure(FailureKind.Refused, $"the endpoint '{text}' is no http or https address");
}
