using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Rephrasing.Generation.Client;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.Rephrasing.Generation.Spending;

namespace DataCuration.Rephrasing.Generation.Batches;

/// <summary>
/// OpenAI's batch interface: requests go up as a file, answers come down as files within a day, unordered, and are told apart by the request's hash. What a batch holds is on
/// disk before it is sent, and its answers are in the ledger before it is forgotten: a killed run finds its batches again and pays for none twice. Requests that expired go
/// into another batch. Used once.
/// </summary>
public sealed class BatchRun(ChatServer server, GenerationLedger ledger, GenerationBudget budget, string folder, TimeProvider time)
{
    /// <summary>Requests of a batch at most; OpenAI's limit.</summary>
    public const int MaxRequests = 50_000;

    private const long MaxBytes = 200_000_000;
    private const int MaxRounds = 3;
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(30);

    private readonly BatchFolder _batches = new(folder);

    /// <summary>Answers what the ledger does not hold. What a cap or three rounds leave unanswered stays so.</summary>
    /// <param name="requests">Enumerated once a round.</param>
    /// <param name="cancellationToken">Stops waiting; a later run goes on with the same batches.</param>
    /// <exception cref="DiagnosticException">DC3081: a batch failed as a whole. Or the server refuses everything.</exception>
    public async Task RunAsync(IAsyncEnumerable<ChatRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        foreach (string state in _batches.Open())
        {
            await FinishAsync(state, await FindAsync(state, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }

        bool isPending = true;
        for (int round = 0; round < MaxRounds && isPending && !budget.IsExhausted; round++)
        {
            isPending = await RunRoundAsync(requests, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends everything that is not answered yet; true when there was something.</summary>
    private async Task<bool> RunRoundAsync(IAsyncEnumerable<ChatRequest> requests, CancellationToken cancellationToken)
    {
        bool isPending = false;
        HashSet<string> sent = new(StringComparer.Ordinal);
        IAsyncEnumerator<ChatRequest> all = requests.GetAsyncEnumerator(cancellationToken);
        await using (all.ConfigureAwait(false))
        {
            while (true)
            {
                string input = _batches.NewInput();
                Dictionary<string, TokenUsage> reserved = await WriteInputAsync(input, all, sent, cancellationToken).ConfigureAwait(false);
                if (reserved.Count == 0)
                {
                    File.Delete(input);
                    return isPending;
                }

                isPending = true;
                string state = await SendAsync(input, reserved.Count, cancellationToken).ConfigureAwait(false);
                try
                {
                    await FinishAsync(state, await FindAsync(state, cancellationToken).ConfigureAwait(false), cancellationToken, reserved).ConfigureAwait(false);
                }
                finally
                {
                    foreach (TokenUsage worst in reserved.Values)
                    {
                        budget.Settle(worst, default);
                    }
                }
            }
        }
    }

    private async Task<Dictionary<string, TokenUsage>> WriteInputAsync(
        string path, IAsyncEnumerator<ChatRequest> requests, HashSet<string> sent, CancellationToken cancellationToken)
    {
        Dictionary<string, TokenUsage> reserved = new(StringComparer.Ordinal);
        FileStream file = new(path, FileMode.Create, FileAccess.Write);
        await using (file.ConfigureAwait(false))
        {
            while (reserved.Count < MaxRequests && file.Length < MaxBytes - (1 << 20) && await requests.MoveNextAsync().ConfigureAwait(false))
            {
                ChatRequest request = requests.Current;
                string hash = request.Hash;
                TokenUsage worst = Generator.WorstCase(request);
                if (ledger.Contains(hash) || sent.Contains(hash) || !budget.TryReserve(worst))
                {
                    continue;
                }

                sent.Add(hash);
                reserved.Add(hash, worst);
                await file.WriteAsync(BatchLines.Write(request, hash, server.Options.Server), cancellationToken).ConfigureAwait(false);
            }

            file.Flush(flushToDisk: true);
        }

        return reserved;
    }

    /// <summary>Writes down what is about to be sent, sends it, writes down its name.</summary>
    private async Task<string> SendAsync(string input, int count, CancellationToken cancellationToken)
    {
        string sha = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(input, cancellationToken).ConfigureAwait(false)));
        string state = BatchFolder.StateOf(input);
        BatchFolder.Write(state, new BatchState { InputSha256 = sha, Requests = count });
        await CreateAsync(state, cancellationToken).ConfigureAwait(false);
        return state;
    }

    private async Task<string> CreateAsync(string state, CancellationToken cancellationToken)
    {
        BatchState batch = BatchFolder.Read(state);
        string file = await server.RequestAsync(HttpMethod.Post, "files", () => Upload(BatchFolder.InputOf(state)), Id, cancellationToken).ConfigureAwait(false);
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            input_file_id = file,
            endpoint = "/v1/chat/completions",
            completion_window = "24h",
            metadata = new { input_sha256 = batch.InputSha256 },
        });
        string id = await server.RequestAsync(HttpMethod.Post, "batches", () => HttpCall.Json(body), Id, cancellationToken).ConfigureAwait(false);
        BatchFolder.Write(state, batch with { BatchId = id });
        return id;

        static string Id(string answer)
        {
            using JsonDocument document = JsonDocument.Parse(answer);
            return CompletionBody.Text(document.RootElement, "id");
        }
    }

    private static MultipartFormDataContent Upload(string path)
    {
        StreamContent file = new(File.OpenRead(path));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/jsonl");
        return new MultipartFormDataContent { { new StringContent("batch"), "purpose" }, { file, "file", Path.GetFileName(path) } };
    }

    /// <summary>The server's name of a batch: as written down, or found by its metadata, or else it never arrived and is sent now.</summary>
    private async Task<string> FindAsync(string state, CancellationToken cancellationToken)
    {
        BatchState batch = BatchFolder.Read(state);
        if (batch.BatchId is { } id)
        {
            return id;
        }

        string list = await server.RequestAsync(HttpMethod.Get, "batches?limit=100", () => null, answer => answer, cancellationToken).ConfigureAwait(false);
        using JsonDocument document = JsonDocument.Parse(list);
        foreach (JsonElement candidate in document.RootElement.GetProperty("data").EnumerateArray())
        {
            if (candidate.TryGetProperty("metadata", out JsonElement metadata) && metadata.ValueKind == JsonValueKind.Object
                && CompletionBody.Text(metadata, "input_sha256") == batch.InputSha256)
            {
                string found = CompletionBody.Text(candidate, "id");
                BatchFolder.Write(state, batch with { BatchId = found });
                return found;
            }
        }

        return await CreateAsync(state, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for a batch, writes its answers into the ledger and forgets it.</summary>
    private async Task FinishAsync(string state, string id, CancellationToken cancellationToken, Dictionary<string, TokenUsage>? reserved = null)
    {
        while (true)
        {
            string answer = await server.RequestAsync(HttpMethod.Get, "batches/" + id, () => null, text => text, cancellationToken).ConfigureAwait(false);
            using JsonDocument document = JsonDocument.Parse(answer);
            JsonElement batch = document.RootElement;
            switch (CompletionBody.Text(batch, "status"))
            {
                case "failed":
                    BatchFolder.Remove(state);
                    throw new DiagnosticException(
                        Diagnostic.Error("DC3081", $"The server rejected the batch {id}: {(batch.TryGetProperty("errors", out JsonElement errors) ? errors.ToString() : "no reason given")}"),
                        ExitCode.Failed);
                case "completed" or "expired" or "cancelled":
                    await DownloadAsync(CompletionBody.Text(batch, "output_file_id"), reserved, cancellationToken).ConfigureAwait(false);
                    await DownloadAsync(CompletionBody.Text(batch, "error_file_id"), reserved, cancellationToken).ConfigureAwait(false);
                    BatchFolder.Remove(state);
                    return;
                default:
                    await Task.Delay(PollInterval, time, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async Task DownloadAsync(string file, Dictionary<string, TokenUsage>? reserved, CancellationToken cancellationToken)
    {
        if (file.Length == 0)
        {
            return;
        }

        await server.RequestAsync(
            HttpMethod.Get,
            $"files/{file}/content",
            () => null,
            async (response, token) =>
            {
                using StreamReader reader = new(await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false), Encoding.UTF8);
                List<Task> writes = [];
                while (await reader.ReadLineAsync(token).ConfigureAwait(false) is { } line)
                {
                    if (BatchLines.Read(line) is { } answer && !ledger.Contains(answer.Hash) && RecordOf(answer) is { } record)
                    {
                        writes.Add(ledger.AppendAsync(record));
                        budget.Settle(reserved?.GetValueOrDefault(answer.Hash) ?? default, record.Usage, isReserved: reserved?.Remove(answer.Hash) == true);
                    }
                }

                await Task.WhenAll(writes).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private LedgerRecord? RecordOf(BatchAnswer answer)
    {
        string now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        if (answer.Completion is { } completion)
        {
            return new LedgerRecord
            {
                Hash = answer.Hash,
                Status = LedgerRecord.Answered,
                Text = completion.Text,
                FinishReason = completion.FinishReason,
                Refusal = completion.Refusal,
                PromptTokens = completion.Usage.Prompt,
                CachedTokens = completion.Usage.Cached,
                CompletionTokens = completion.Usage.Completion,
                Cost = budget.PriceOf(completion.Usage),
                Attempts = 1,
                CreatedUtc = now,
            };
        }

        // Only what would fail again is remembered; the rest goes into the next round.
        return answer.Status is 400 or 413 or 422
            ? new LedgerRecord { Hash = answer.Hash, Status = LedgerRecord.Rejected, Code = $"http-{answer.Status}", Message = answer.Message, Attempts = 1, CreatedUtc = now }
            : null;
    }
}
