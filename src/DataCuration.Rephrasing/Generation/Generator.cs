using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.Rephrasing.Generation.Spending;

namespace DataCuration.Rephrasing.Generation;

/// <summary>
/// From a request to its answer by the cheapest way: the ledger, the same request that is already under way, or a call within the budget, written to the ledger before
/// anyone sees it. When it is stopped, calls that were sent get <paramref name="grace"/> to come back, because they are paid for. Safe for concurrent use.
/// </summary>
/// <param name="engine">What answers.</param>
/// <param name="ledger">What was answered before.</param>
/// <param name="budget">What may be spent.</param>
/// <param name="time">For the grace and the ledger's dates.</param>
/// <param name="grace">How long calls under way may take after a stop.</param>
public sealed class Generator(IGenerationEngine engine, GenerationLedger ledger, GenerationBudget budget, TimeProvider time, TimeSpan grace)
{
    // The server's chat template around the messages.
    private const int TemplateTokens = 64;

    private readonly ConcurrentDictionary<string, Task<GenerationOutcome>> _underWay = new(StringComparer.Ordinal);
    private long _calls;
    private long _reused;

    /// <summary>Requests that were sent in this run.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Requests that cost nothing in this run.</summary>
    public long Reused => Interlocked.Read(ref _reused);

    /// <summary>The most that a call can take: no tokenizer makes more tokens than there are bytes.</summary>
    public static TokenUsage WorstCase(ChatRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new TokenUsage(Encoding.UTF8.GetByteCount(request.System) + Encoding.UTF8.GetByteCount(request.User) + TemplateTokens, 0, request.MaxTokens);
    }

    /// <summary>What a prompt takes, by the estimate that segments are cut with.</summary>
    public static double EstimatedPromptTokens(ChatRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Client.ChatServer.PromptTokens(request);
    }

    /// <summary>Asks a test of the server: within the budget and written down like any call, but it answers nothing later. Null when the budget has no room.</summary>
    public async Task<EngineReply?> TestAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        TokenUsage worst = WorstCase(request);
        if (!await budget.ReserveAsync(worst, cancellationToken).ConfigureAwait(false))
            return null;
        string hash = request.Hash;
        TokenUsage actual = default;
        Account account = new(this, hash, worst);
        try
        {
            EngineReply reply = await engine.CompleteAsync(request, account, cancellationToken, cancellationToken).ConfigureAwait(false);
            actual = UsageOf(reply.Completion, worst);
            await ledger.AppendAsync(Record(hash, LedgerRecord.Test, actual) with { Attempts = reply.Attempts }).ConfigureAwait(false);
            return reply;
        }
        finally
        {
            budget.Settle(worst, actual, account.IsReserved);
        }
    }

    /// <summary>Answers a request.</summary>
    /// <exception cref="Documents.Diagnostics.DiagnosticException">No request can be answered.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what came back is in the ledger.</exception>
    public Task<GenerationOutcome> GenerateAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return GenerateAsync(request, request.Hash, cancellationToken);
    }

    /// <summary>Answers a request whose <see cref="ChatRequest.Hash"/> is known.</summary>
    /// <exception cref="Documents.Diagnostics.DiagnosticException">No request can be answered.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what came back is in the ledger.</exception>
    public async Task<GenerationOutcome> GenerateAsync(ChatRequest request, string hash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource<GenerationOutcome> mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<GenerationOutcome> first = _underWay.GetOrAdd(hash, mine.Task);
        if (first != mine.Task)
            return Reuse(await first.WaitAsync(cancellationToken).ConfigureAwait(false));
        try
        {
            GenerationOutcome outcome = ledger.Find(hash) is { } known
                ? Reuse(OutcomeOf(known))
                : await CallAsync(request, hash, cancellationToken).ConfigureAwait(false);
            mine.SetResult(outcome);
            return outcome;
        }
        catch (OperationCanceledException)
        {
            mine.SetCanceled(CancellationToken.None);
            throw;
        }
        catch (Exception exception)
        {
            mine.SetException(exception);
            _ = mine.Task.Exception; // Observed, also when nobody else waited.
            throw;
        }
        finally
        {
            _underWay.TryRemove(hash, out _);
        }
    }

    private static GenerationOutcome OutcomeOf(LedgerRecord record) =>
        record.Status == LedgerRecord.Answered ? new(record, null) : new(null, record.Code) { Message = record.Message };

    private GenerationOutcome Reuse(GenerationOutcome outcome)
    {
        if (outcome.FailureCode != FailureCodes.Budget)
            Interlocked.Increment(ref _reused);
        return outcome with { IsReused = true };
    }

    private async Task<GenerationOutcome> CallAsync(ChatRequest request, string hash, CancellationToken stop)
    {
        TokenUsage worst = WorstCase(request);
        if (!await budget.ReserveAsync(worst, stop).ConfigureAwait(false))
            return new GenerationOutcome(null, FailureCodes.Budget);
        TokenUsage actual = default;
        Account account = new(this, hash, worst);
        try
        {
            LedgerRecord record = await AskAsync(request, account, hash, worst, stop).ConfigureAwait(false);
            actual = record.Usage;
            await ledger.AppendAsync(record).ConfigureAwait(false);
            return OutcomeOf(record);
        }
        catch (GenerationFailedException exception) when (!exception.IsDeterministic)
        {
            return new GenerationOutcome(null, exception.Code) { Message = exception.Message };
        }
        finally
        {
            budget.Settle(worst, actual, account.IsReserved);
        }
    }

    private async Task<LedgerRecord> AskAsync(ChatRequest request, Account account, string hash, TokenUsage worst, CancellationToken stop)
    {
        using CancellationTokenSource abort = new(Timeout.InfiniteTimeSpan, time);
        using CancellationTokenRegistration registration = stop.UnsafeRegister(state => ((CancellationTokenSource)state!).CancelAfter(grace), abort);
        Interlocked.Increment(ref _calls);
        try
        {
            EngineReply reply = await engine.CompleteAsync(request, account, stop, abort.Token).ConfigureAwait(false);
            return Record(hash, LedgerRecord.Answered, UsageOf(reply.Completion, worst)) with
            {
                Text = reply.Completion.Text,
                FinishReason = reply.Completion.FinishReason,
                Refusal = reply.Completion.Refusal,
                Attempts = reply.Attempts,
                LatencyMs = Math.Round(reply.Latency.TotalMilliseconds, 1),
            };
        }
        catch (GenerationFailedException exception) when (exception.IsDeterministic)
        {
            return Record(hash, LedgerRecord.Rejected, default) with { Code = exception.Code, Message = exception.Message, Attempts = exception.Attempts };
        }
    }

    /// <summary>A server that counts no tokens is charged for the estimate of the prompt and the answer.</summary>
    private static TokenUsage UsageOf(Completion completion, TokenUsage worst) => completion.Usage.Total > 0
        ? completion.Usage
        : new TokenUsage(worst.Prompt, 0, Math.Min(worst.Completion, Encoding.UTF8.GetByteCount(completion.Text)));

    private LedgerRecord Record(string hash, string status, TokenUsage usage) => new()
    {
        Hash = hash,
        Status = status,
        PromptTokens = usage.Prompt,
        CachedTokens = usage.Cached,
        CompletionTokens = usage.Completion,
        Cost = budget.PriceOf(usage),
        CreatedUtc = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
    };

    private void Append(string hash, string status, TokenUsage usage) => ledger.Append(Record(hash, status, usage));

    /// <summary>What it may have cost is spent; the next attempt needs room of its own.</summary>
    private async ValueTask<bool> LoseAsync(TokenUsage worst, bool isLast, CancellationToken stop)
    {
        budget.Settle(worst, worst);
        return !isLast && await budget.ReserveAsync(worst, stop).ConfigureAwait(false);
    }

    private sealed class Account(Generator owner, string hash, TokenUsage worst) : ICallAccount
    {
        /// <summary>The worst case of a call is reserved.</summary>
        public bool IsReserved { get; private set; } = true;

        public void Sending() => owner.Append(hash, LedgerRecord.Sent, worst);

        public void TurnedAway() => owner.Append(hash, LedgerRecord.TurnedAway, default);

        public async ValueTask<bool> LostAsync(bool isLast, CancellationToken stop)
        {
            owner.Append(hash, LedgerRecord.Lost, worst);
            IsReserved = false;
            IsReserved = await owner.LoseAsync(worst, isLast, stop).ConfigureAwait(false);
            return IsReserved;
        }
    }
}
