using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Rephrasing.Generation;
using DataCuration.Rephrasing.Generation.Batches;
using DataCuration.Rephrasing.Generation.Client;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.Rephrasing.Generation.Spending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DataCuration.Tests.Rephrasing.Generation;

public sealed class BatchRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("batch").FullName;
    private readonly VirtualTime _time = new();
    private readonly Dictionary<string, string> _files = [];
    private readonly List<JsonObject> _batches = [];
    private Func<int, string, (string File, object Line)?> _answer = (_, hash) => ("output", Answered(hash));
    private bool _answerIsLost;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Batch_is_uploaded_waited_for_and_its_answers_are_in_the_ledger()
    {
        await using ScriptedServer server = await StartAsync();

        GenerationLedger ledger = await RunAsync(server, 5);

        ledger.Find(Request(3).Hash)!.Text.Should().Be("answer");
        _batches.Should().HaveCount(1);
        JsonNode line = JsonNode.Parse(_files["file-1"].Split('\n')[0])!;
        line["custom_id"]!.GetValue<string>().Should().Be(Request(0).Hash);
        line["method"]!.GetValue<string>().Should().Be("POST");
        line["url"]!.GetValue<string>().Should().Be("/v1/chat/completions");
        line["body"]!["max_completion_tokens"]!.GetValue<int>().Should().Be(30);
        _batches[0]["completion_window"]!.GetValue<string>().Should().Be("24h");
        _time.Waits.Should().HaveCount(2).And.OnlyContain(wait => wait == TimeSpan.FromSeconds(30));
        Directory.EnumerateFiles(BatchFolderPath).Should().BeEmpty();
        await ledger.DisposeAsync();
    }

    [Fact]
    public async Task What_expired_goes_into_another_batch_and_what_is_rejected_does_not()
    {
        _answer = (batch, hash) => hash == Request(0).Hash ? ("error", Failed(hash, 400))
            : hash == Request(1).Hash && batch == 0 ? ("error", Failed(hash, 500))
            : hash == Request(2).Hash && batch == 0 ? null
            : ("output", Answered(hash));
        await using ScriptedServer server = await StartAsync();

        GenerationLedger ledger = await RunAsync(server, 4);

        ledger.Find(Request(0).Hash)!.Should().BeEquivalentTo(new { Status = LedgerRecord.Rejected, Code = "http-400" });
        new[] { 1, 2, 3 }.Should().OnlyContain(number => ledger.Find(Request(number).Hash)!.Status == LedgerRecord.Answered);
        _files[_batches[1]["input_file_id"]!.GetValue<string>()].Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2);
        await ledger.DisposeAsync();
    }

    [Fact]
    public async Task A_batch_whose_creation_was_not_confirmed_is_found_again_and_not_sent_twice()
    {
        await using ScriptedServer server = await StartAsync();
        _answerIsLost = true;
        await FluentActions.Awaiting(() => RunAsync(server, 3)).Should().ThrowAsync<DiagnosticException>();
        _batches.Should().NotBeEmpty();
        int sent = _batches.Count;
        _answerIsLost = false;

        GenerationLedger ledger = await RunAsync(server, 3);

        _batches.Should().HaveCount(sent);
        ledger.Count.Should().Be(3);
        await ledger.DisposeAsync();
    }

    [Fact]
    public async Task Cap_limits_what_is_put_into_a_batch()
    {
        await using ScriptedServer server = await StartAsync();
        long worst = Generator.WorstCase(Request(0)).Total;

        GenerationLedger ledger = await RunAsync(server, 10, maxTokens: worst * 4);

        ledger.Count.Should().Be(4);
        await ledger.DisposeAsync();
    }

    [Fact]
    public async Task A_batch_that_fails_as_a_whole_stops_the_run()
    {
        await using ScriptedServer server = await StartAsync(finalStatus: "failed");

        (await FluentActions.Awaiting(() => RunAsync(server, 2)).Should().ThrowAsync<DiagnosticException>()).Which.Diagnostics.Single().Code.Should().Be("DC3081");
    }

    private string BatchFolderPath => Path.Combine(_folder, "batches");

    private static ChatRequest Request(int number) => new() { Model = "test-model", User = $"text {number}", MaxTokens = 30 };

    private static object Answered(string hash) => new
    {
        custom_id = hash,
        response = new
        {
            status_code = 200,
            body = new
            {
                choices = new[] { new { message = new { content = "answer" }, finish_reason = "stop" } },
                usage = new { prompt_tokens = 4, completion_tokens = 2 },
            },
        },
    };

    private static object Failed(string hash, int status) => new
    {
        custom_id = hash,
        response = new { status_code = status, body = new { error = new { message = "no" } } },
    };

    private async Task<GenerationLedger> RunAsync(ScriptedServer server, int count, double? maxTokens = null)
    {
        GenerationLedger ledger = GenerationLedger.Open(_folder);
        try
        {
            using ChatServer client = new(new EndpointOptions { Address = server.Address, Server = GenerationServer.OpenAi, MaxAttempts = 2 }, _time);
            await new BatchRun(client, ledger, new GenerationBudget(new(1, 1, 1), null, maxTokens), BatchFolderPath, _time).RunAsync(RequestsAsync(count), CancellationToken.None);
            return ledger;
        }
        catch
        {
            await ledger.DisposeAsync();
            throw;
        }
    }

    private static async IAsyncEnumerable<ChatRequest> RequestsAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.CompletedTask;
            yield return Request(i);
        }
    }

    private Task<ScriptedServer> StartAsync(string finalStatus = "completed") => ScriptedServer.StartAsync(
        (context, _, _) => ScriptedServer.WriteAsync(context, 500, "no call is made outside of batches"),
        (app, _) =>
        {
            app.MapPost("/v1/files", async (HttpContext context) =>
            {
                IFormCollection form = await context.Request.ReadFormAsync();
                form["purpose"].ToString().Should().Be("batch");
                using StreamReader reader = new(form.Files["file"]!.OpenReadStream());
                string id = $"file-{_files.Count + 1}";
                _files.Add(id, await reader.ReadToEndAsync());
                return Results.Json(new { id });
            });
            app.MapPost("/v1/batches", async (HttpContext context) =>
            {
                JsonObject batch = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
                batch["id"] = $"batch-{_batches.Count}";
                batch["polls"] = 0;
                _batches.Add(batch);
                return _answerIsLost ? Results.StatusCode(400) : Results.Json(batch);
            });
            app.MapGet("/v1/batches", () => Results.Json(new { data = _batches }));
            app.MapGet("/v1/batches/{id}", (string id) =>
            {
                JsonObject batch = _batches.Single(candidate => candidate["id"]!.GetValue<string>() == id);
                int polls = batch["polls"]!.GetValue<int>() + 1;
                batch["polls"] = polls;
                return Results.Json(polls < 3
                    ? new { status = polls == 1 ? "validating" : "in_progress", output_file_id = (string?)null, error_file_id = (string?)null }
                    : new { status = finalStatus, output_file_id = (string?)$"output-{id}", error_file_id = (string?)$"error-{id}" });
            });
            app.MapGet("/v1/files/{id}/content", (string id) =>
            {
                string[] name = id.Split('-', 2);
                int number = int.Parse(name[1].Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);
                IEnumerable<string> hashes = _files[_batches[number]["input_file_id"]!.GetValue<string>()].Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonNode.Parse(line)!["custom_id"]!.GetValue<string>()).Reverse();
                return Results.Text(string.Join('\n', hashes.Select(hash => _answer(number, hash)).Where(line => line?.File == name[0]).Select(line => JsonSerializer.Serialize(line!.Value.Line))));
            });
        });
}
