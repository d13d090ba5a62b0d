using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Rephrasing.Generation.Pacing;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>
/// A server that speaks OpenAI's chat completions: paced, retried, and stopped when no request can succeed. Safe for concurrent use. All waiting goes through the
/// <see cref="TimeProvider"/>.
/// </summary>
public sealed class ChatServer : IGenerationEngine, IDisposable
{
    private readonly EndpointOptions _options;
    private readonly TimeProvider _time;
    private readonly ApiKey _key;
    private readonly HttpCall _call;
    private readonly AdaptiveConcurrency _concurrency;
    private readonly RateLimit? _requests;
    private readonly RateLimit? _tokens;
    private readonly LanePause _pause;

    /// <summary>Opens no connection yet.</summary>
    /// <exception cref="DiagnosticException">DC3070: the variable of the key is not set.</exception>
    public ChatServer(EndpointOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time) = (options, time);
        _key = ApiKey.Read(options.ApiKeyVariable);
        if (options.ApiKeyVariable is { } variable && !_key.IsPresent)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC3070", $"rephrase.apiKeyVariable names the environment variable '{variable}', which is empty. Set it to the server's key."),
                ExitCode.Usage);
        }

        _call = new HttpCall(options, _key, time);
        _concurrency = new AdaptiveConcurrency(options.MaxConcurrency);
        _requests = options.RequestsPerMinute is { } requests ? new RateLimit(requests, time) : null;
        _tokens = options.TokensPerMinute is { } tokens ? new RateLimit(tokens, time) : null;
        _pause = new LanePause(time);
    }

    /// <summary>Calls that may run at once now.</summary>
    public int ConcurrencyLimit => _concurrency.Limit;

    internal EndpointOptions Options => _options;

    /// <summary>The models that the server says it serves; null when it does not say.</summary>
    /// <exception cref="DiagnosticException">DC3071: the server cannot be reached.</exception>
    public async Task<IReadOnlyList<string>?> ModelsAsync(CancellationToken cancellationToken)
    {
        // Not every server lists its models; then the first completion shows whether the model is there.
        return await RequestAsync(HttpMethod.Get, "models", () => null, (response, token) => ReadModelsAsync(response, token), cancellationToken, isOptional: true)
            .ConfigureAwait(false);
    }

    /// <summary>Tokens of a text by the server's own tokenizer; null when it has no such call or does not answer it: the first completion then says what is wrong.</summary>
    public async Task<int?> CountTokensAsync(string model, string text, CancellationToken cancellationToken)
    {
        if (Tokenization.Write(_options.Server, model, text) is not { } body)
            return null;
        try
        {
            return await _call.PostBesideAsync(Tokenization.Path, body, Tokenization.Parse, cancellationToken).ConfigureAwait(false);
        }
        catch (CallFailedException)
        {
            return null;
        }
    }

    /// <summary>Any other call of the same server, retried by the same rules.</summary>
    /// <exception cref="DiagnosticException">The server cannot be reached, or refuses everything.</exception>
    internal Task<T> RequestAsync<T>(HttpMethod method, string path, Func<HttpContent?> content, Func<string, T> parse, CancellationToken cancellationToken) =>
        RequestAsync(method, path, content, async (response, token) => parse(await response.Content.ReadAsStringAsync(token).ConfigureAwait(false)), cancellationToken);

    internal async Task<T> RequestAsync<T>(
        HttpMethod method,
        string path,
        Func<HttpContent?> content,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken,
        bool isOptional = false)
    {
        for (int attempts = 1; ; attempts++)
        {
            try
            {
                return await _call.SendAsync(method, path, content(), read, cancellationToken).ConfigureAwait(false);
            }
            catch (CallFailedException exception)
            {
                if (isOptional && exception.Failure.Status is 404 or 405 or 501)
                    return default!;
                RetryDecision decision = RetryRule.Decide(exception.Failure, attempts, _options, jitter: 0);
                if (decision.Action is RetryAction.StopRun or RetryAction.FailRequest)
                    throw Stopped(exception.Failure);
                await Task.Delay(decision.Delay, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<string[]?> ReadModelsAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
            return document.RootElement.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Array
                ? [.. data.EnumerateArray().Select(model => CompletionBody.Text(model, "id")).Where(id => id.Length > 0)]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<EngineReply> CompleteAsync(ChatRequest request, ICallAccount account, CancellationToken stop, CancellationToken abort)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(account);
        byte[] body = RequestBody.Write(request, _options.Server, _options.IsStreaming);
        double worstTokens = _tokens is null ? 0 : PromptTokens(request) + request.MaxTokens;
        long start = _time.GetTimestamp();
        TimeSpan paused = TimeSpan.Zero;
        for (int attempts = 1; ; attempts++)
        {
            paused += await WaitForTurnAsync(worstTokens, stop).ConfigureAwait(false);
            int epoch = await _concurrency.AcquireAsync(stop).ConfigureAwait(false);
            CallOutcome outcome = CallOutcome.Unknown;
            CallFailure failure;
            long sent = _time.GetTimestamp();
            try
            {
                account.Sending();
                Completion completion = await _call.PostAsync(body, abort).ConfigureAwait(false);
                outcome = CallOutcome.Success;
                return new EngineReply(completion, attempts, _time.GetElapsedTime(sent));
            }
            catch (CallFailedException exception)
            {
                failure = exception.Failure;
                outcome = failure.IsOverload ? CallOutcome.Overload : CallOutcome.Unknown;
            }
            finally
            {
                _concurrency.Release(epoch, outcome);
            }

            RetryDecision decision = RetryRule.Decide(failure, attempts, _options, Jitter(request, attempts));
            if (decision.Action == RetryAction.Retry && _time.GetElapsedTime(start) - paused + decision.Delay > _options.MaxRequestTime)
                decision = new RetryDecision(RetryAction.FailRequest, TimeSpan.Zero);
            await PrepareRetryAsync(decision, failure, attempts, account, stop).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _call.Dispose();

    internal static double PromptTokens(ChatRequest request) => Segments.TokenEstimate.CostOf(request.System, 3.5) + Segments.TokenEstimate.CostOf(request.User, 3.5);

    private async Task<TimeSpan> WaitForTurnAsync(double tokens, CancellationToken stop)
    {
        TimeSpan rate = _requests?.Take(1) ?? TimeSpan.Zero;
        TimeSpan tokenRate = _tokens?.Take(tokens) ?? TimeSpan.Zero;
        TimeSpan wait = rate > tokenRate ? rate : tokenRate;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _time, stop).ConfigureAwait(false);
        return wait + await _pause.WaitAsync(stop).ConfigureAwait(false);
    }

    private async Task PrepareRetryAsync(RetryDecision decision, CallFailure failure, int attempts, ICallAccount account, CancellationToken stop)
    {
        bool hasRoom = true;
        if (failure.WasSent)
            hasRoom = await account.LostAsync(isLast: decision.Action is RetryAction.StopRun or RetryAction.FailRequest, stop).ConfigureAwait(false);
        else
            account.TurnedAway();
        switch (decision.Action)
        {
            case RetryAction.StopRun:
                throw Stopped(failure);
            case RetryAction.FailRequest:
                throw Failed(failure, attempts);
            case RetryAction.PauseLane:
                _pause.Extend(decision.Delay);
                break;
            case RetryAction.Retry:
                break;
        }

        if (!hasRoom)
            throw new GenerationFailedException(FailureCodes.Budget, "The budget has no room for another attempt.", attempts, isDeterministic: false);
        if (decision.Action == RetryAction.Retry)
            await Task.Delay(decision.Delay, _time, stop).ConfigureAwait(false);
    }

    /// <summary>In [0, 1), from the request: no two requests wait alike, and the same run waits alike.</summary>
    private static double Jitter(ChatRequest request, int attempts) =>
        (((Convert.ToUInt32(request.Hash[..8], 16) * 2654435761u) + ((uint)attempts * 40503u)) & 0xFFFFFF) / (double)0x1000000;

    private static GenerationFailedException Failed(CallFailure failure, int attempts) =>
        new(failure.Code, failure.Message, attempts, failure.Status is 400 or 413 or 422);

    private DiagnosticException Stopped(CallFailure failure)
    {
        string address = _options.Address.GetLeftPart(UriPartial.Path);
        return failure.Status switch
        {
            401 or 403 => Stop("DC3072", $"{address} refused the key ({failure.Status}): {failure.Message} " +
                (_key.IsPresent ? $"Check the key in {_options.ApiKeyVariable}." : "Name the key's environment variable in rephrase.apiKeyVariable."), ExitCode.Usage),
            404 => Stop("DC3073", $"{address} does not know the model or the path ({failure.Status}): {failure.Message} Check rephrase.model, and that the address ends in /v1.", ExitCode.Usage),
            0 or >= 500 when failure.RetryAfter is null => Stop("DC3071", $"{address} gave no answer: {failure.Message} Start the server, or check rephrase.endpoint.", ExitCode.Temporary),
            _ when failure.RetryAfter > _options.MaxPause => Stop(
                "DC3074", $"{address} asks to wait {failure.RetryAfter}: {failure.Message} Run again after that; what was generated is kept.", ExitCode.Temporary),
            _ => Stop("DC3074", $"{address} has no quota left ({failure.ErrorCode}): {failure.Message} Top up, then run again; what was generated is kept.", ExitCode.Temporary),
        };
    }

    private static DiagnosticException Stop(string code, string message, ExitCode exitCode) => new(Diagnostic.Error(code, message), exitCode);
}
