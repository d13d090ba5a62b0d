using System.Net;
using System.Net.Http.Headers;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>One HTTP exchange: an answer, or a <see cref="CallFailedException"/> that says how it failed. Safe for concurrent use.</summary>
internal sealed class HttpCall : IDisposable
{
    // An answer of a hundred thousand tokens is half a megabyte; a server that sends without end must not fill the memory.
    private const int MaxAnswerBytes = 16 << 20;

    private readonly EndpointOptions _options;
    private readonly ApiKey _key;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Uri _completions;

    public HttpCall(EndpointOptions options, ApiKey key, TimeProvider time)
    {
        (_options, _key, _time) = (options, key, time);
        _completions = Join(options.Address, "chat/completions");
        SocketsHttpHandler handler = new()
        {
            ConnectTimeout = options.ConnectTimeout,
            MaxConnectionsPerServer = options.MaxConcurrency + 1,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            AutomaticDecompression = DecompressionMethods.All,

            // A redirect would carry the key to another host.
            AllowAutoRedirect = false,
            UseCookies = false,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
    }

    public async Task<Completion> PostAsync(byte[] body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Message(HttpMethod.Post, _completions, Json(body));
        return await SendAsync(request, async (response, token) =>
        {
            if (_options.IsStreaming && response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            {
                Stream stream = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
                await using (stream.ConfigureAwait(false))
                    return await EventStream.ReadAsync(stream, MaxAnswerBytes, token).ConfigureAwait(false);
            }

            return await BodyReader.ReadAsync(response.Content, MaxAnswerBytes, CompletionBody.Parse, token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Any other call of the same server, with the key.</summary>
    public async Task<T> SendAsync<T>(
        HttpMethod method, string path, HttpContent? content, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Message(method, Join(_options.Address, path), content);
        return await SendAsync(request, read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A call beside the endpoint: for http://host/v1 that is http://host/NAME.</summary>
    public async Task<T> PostBesideAsync<T>(string name, byte[] body, Func<ReadOnlyMemory<byte>, T> parse, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Message(HttpMethod.Post, new Uri(new Uri(_options.Address.AbsoluteUri.TrimEnd('/')), name), Json(body));
        return await SendAsync(request, (response, token) => BodyReader.ReadAsync(response.Content, MaxAnswerBytes, parse, token), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    public static ByteArrayContent Json(byte[] body)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static Uri Join(Uri address, string path) => new(address.AbsoluteUri.TrimEnd('/') + "/" + path);

    private HttpRequestMessage Message(HttpMethod method, Uri address, HttpContent? content)
    {
        HttpRequestMessage request = new(method, address) { Content = content };
        request.Headers.Authorization = _key.Header;
        return request;
    }

    private async Task<T> SendAsync<T>(
        HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = new(_options.CallTimeout, _time);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), end);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw new CallFailedException(await FailureOfAsync(response, end.Token).ConfigureAwait(false));
            return await read(response, end.Token).ConfigureAwait(false);
        }
        catch (CallFailedException exception)
        {
            throw new CallFailedException(exception.Failure with { Message = _key.Redact(exception.Failure.Message) });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CallFailedException(new CallFailure(0, "timeout", $"No answer within {_options.CallTimeout.TotalSeconds:0} s.") { WasSent = true });
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            bool wasSent = exception is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
            throw new CallFailedException(new CallFailure(0, "connection", _key.Redact(exception.Message)) { WasSent = wasSent });
        }
    }

    private async Task<CallFailure> FailureOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string body;
        try
        {
            body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            body = ""; // The status says enough.
        }

        (string message, string code) = ErrorBody.Parse(body);
        int status = (int)response.StatusCode;
        return new CallFailure(status, $"http-{status}", message)
        {
            ErrorCode = code,
            RetryAfter = RetryAfterHeader.Read(response.Headers, _time.GetUtcNow()) ?? RateLimitHeaders.Reset(response.Headers),
            ShouldRetry = response.Headers.TryGetValues("x-should-retry", out IEnumerable<string>? values) ? values.FirstOrDefault() switch
            {
                "true" => true,
                "false" => false,
                _ => null,
            } : null,
        };
    }
}
