using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Rephrasing.Generation;
using DataCuration.Rephrasing.Generation.Batches;
using DataCuration.Rephrasing.Generation.Client;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.Rephrasing.Generation.Spending;
using DataCuration.Rephrasing.Styles;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>A recipe's server, ledger and budget while it generates. Safe for concurrent use.</summary>
internal sealed class GenerationSession : IAsyncDisposable
{
    private const int FirstAnswers = 200;
    private const double MaxCutAnswers = 0.02;
    private const int LeastFailures = 20;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly RunContext _context;
    private readonly RephraseOptions _options;
    private readonly ChatServer _server;
    private readonly Generator _generator;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private Task? _preflight;
    private long _finished;
    private int _answers;
    private int _cutAnswers;

    private GenerationSession(RunContext context, ChatServer server, GenerationLedger ledger, GenerationBudget budget)
    {
        (_context, _options, _server, Ledger, Budget) = (context, context.Recipe.Rephrase!, server, ledger, budget);
        _generator = new Generator(server, ledger, budget, context.Time, Grace);
    }

    public GenerationLedger Ledger { get; }

    public GenerationBudget Budget { get; }

    public static string LedgerFolder(RunContext context) => context.Recipe.Rephrase!.Ledger is { } folder
        ? Path.GetFullPath(Path.Combine(context.Recipe.BaseDirectory, folder))
        : context.Work.GenerationLedger;

    /// <summary>The prices; half of them in batches.</summary>
    public static TokenPrices Prices(RephraseOptions options)
    {
        double share = options.Batch ? 0.5 : 1;
        return new TokenPrices(share * options.InputPrice, share * (options.CachedInputPrice ?? options.InputPrice), share * options.OutputPrice);
    }

    public static GenerationSession Open(RunContext context)
    {
        RephraseOptions options = context.Recipe.Rephrase!;
        ChatServer server = new(
            new EndpointOptions
            {
                Address = new Uri(options.Endpoint),
                Server = options.Server,
                ApiKeyVariable = options.ApiKeyVariable,
                IsStreaming = options.Stream,
                MaxConcurrency = options.MaxConcurrency,
                RequestsPerMinute = options.RequestsPerMinute,
                TokensPerMinute = options.TokensPerMinute,
                MaxAttempts = options.MaxAttempts,
                CallTimeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            },
            context.Time);
        GenerationLedger ledger = GenerationLedger.Open(LedgerFolder(context));
        if (ledger.DamagedLines > 0)
        {
            context.AddWarning(Diagnostic.Warning(
                "DC3082", $"{ledger.DamagedLines} lines of the ledger are damaged; their requests are made, and paid for, again. Look at the disk.", LedgerFolder(context)));
        }

        GenerationBudget budget = new(Prices(options), options.MaxCost, options.MaxTokens, ledger.SpentBefore, ledger.CostBefore);
        return new GenerationSession(context, server, ledger, budget);
    }

    /// <summary>Puts what the ledger does not hold into batches, and waits for them.</summary>
    public Task RunBatchesAsync(IAsyncEnumerable<ChatRequest> requests, CancellationToken cancellationToken) =>
        new BatchRun(_server, Ledger, Budget, Path.Combine(LedgerFolder(_context), "batches"), _context.Time).RunAsync(requests, cancellationToken);

    /// <summary>What became of a segment.</summary>
    /// <exception cref="DiagnosticException">Nothing can be generated, or too much failed (DC3078).</exception>
    public async Task<SegmentRow> GenerateAsync(SegmentRequest segment, IReadOnlyList<RephrasingStyle> styles, CancellationToken cancellationToken)
    {
        if (segment.Request is not { } request)
        {
            return segment.Row;
        }

        string hash = request.Hash;
        if (!Ledger.Contains(hash))
        {
            if (_options.Batch)
            {
                return segment.Row with
                {
                    RequestHash = hash,
                    Status = Budget.IsExhausted ? SegmentRow.SkippedForBudget : SegmentRow.FailedPrefix + "batch",
                    Message = "No batch answered it.",
                };
            }

            await PreflightAsync(styles, request.User, cancellationToken).ConfigureAwait(false);
        }

        GenerationOutcome outcome = await _generator.GenerateAsync(request, hash, cancellationToken).ConfigureAwait(false);
        SegmentRow row = segment.Row with { RequestHash = hash };
        if (outcome.Record is { } record)
        {
            CountAnswer(outcome, record);
            return row with
            {
                Status = SegmentRow.Answered,
                PromptTokens = record.PromptTokens,
                CachedTokens = record.CachedTokens,
                CompletionTokens = record.CompletionTokens,
                Cost = record.Cost,
            };
        }

        if (outcome.FailureCode == FailureCodes.Budget)
        {
            return row with { Status = SegmentRow.SkippedForBudget };
        }

        CountFailure(outcome);
        return row with { Status = SegmentRow.FailedPrefix + outcome.FailureCode, Message = outcome.Message };
    }

    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        await Ledger.DisposeAsync().ConfigureAwait(false);
    }

    private Task PreflightAsync(IReadOnlyList<RephrasingStyle> styles, string prompt, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _preflight ??= RunPreflightAsync(styles, prompt, cancellationToken);
        }
    }

    private async Task RunPreflightAsync(IReadOnlyList<RephrasingStyle> styles, string prompt, CancellationToken cancellationToken)
    {
        int longest = !_options.Canary || _options.Batch ? 0 : styles.Max(style => style.Segments.MaxSegmentTokens + PromptTokens(style));
        foreach (Diagnostic warning in await Preflight.RunAsync(_server, _options.Model, longest, _generator.TestAsync, cancellationToken).ConfigureAwait(false))
        {
            _context.AddWarning(warning);
        }

        if (await TokenCalibration.RunAsync(_server, _options.Model, prompt, _options.BytesPerToken, cancellationToken).ConfigureAwait(false) is { } unlike)
        {
            _context.AddWarning(unlike);
        }
    }

    private static int PromptTokens(RephrasingStyle style) => (style.Prompt.System.Length + style.Prompt.User.Length) / 4;

    private void CountAnswer(GenerationOutcome outcome, LedgerRecord record)
    {
        lock (_gate)
        {
            _finished++;
            if (outcome.IsReused || _answers == FirstAnswers)
            {
                return;
            }

            _answers++;
            _cutAnswers += record.FinishReason == "length" ? 1 : 0;
            if (_answers == FirstAnswers && _cutAnswers > MaxCutAnswers * FirstAnswers)
            {
                _context.AddWarning(Diagnostic.Warning(
                    "DC3079", $"{_cutAnswers} of the first {FirstAnswers} answers reached the cap of their length and are dropped, but paid for. Use shorter segments or a higher maxOutputTokens."));
            }
        }
    }

    private void CountFailure(GenerationOutcome outcome)
    {
        lock (_gate)
        {
            _finished++;
            _failures[outcome.FailureCode!] = _failures.GetValueOrDefault(outcome.FailureCode!) + 1;
            int failed = _failures.Values.Sum();
            if (failed > Math.Max(LeastFailures, _options.MaxFailed * _finished))
            {
                throw new DiagnosticException(
                    Diagnostic.Error(
                        "DC3078",
                        $"{failed} of {_finished} requests failed ({string.Join(", ", _failures.Select(failure => $"{failure.Key} x{failure.Value}"))}); rephrase.maxFailed allows " +
                        $"a share of {_options.MaxFailed}. The last: {outcome.Message} Look at the server, then run again: what was generated is kept."),
                    ExitCode.Temporary);
            }
        }
    }
}
