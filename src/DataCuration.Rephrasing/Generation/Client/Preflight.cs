using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>What is looked at before the first paid call: the server serves the model, and a prompt of full length reaches it.</summary>
public static class Preflight
{
    /// <summary>Looks; returns warnings.</summary>
    /// <param name="server">The server.</param>
    /// <param name="model">The configured model.</param>
    /// <param name="promptTokens">Estimated tokens of the longest prompt; 0 asks no canary.</param>
    /// <param name="ask">Asks the canary; null is the answer when the budget has no room for it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DiagnosticException">DC3073: the model is not served; DC3076: the canary failed.</exception>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(
        ChatServer server, string model, int promptTokens, Func<ChatRequest, CancellationToken, Task<EngineReply?>> ask, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(ask);
        IReadOnlyList<string>? models = await server.ModelsAsync(cancellationToken).ConfigureAwait(false);
        if (models is { Count: > 0 } && !models.Contains(model))
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC3073", $"The server does not serve the model '{model}'. {NameSuggestion.Clause(model, models)}"),
                ExitCode.Usage);
        }

        return promptTokens > 0 ? await AskCanaryAsync(ask, model, promptTokens, cancellationToken).ConfigureAwait(false) : [];
    }

    private static async Task<IReadOnlyList<Diagnostic>> AskCanaryAsync(
        Func<ChatRequest, CancellationToken, Task<EngineReply?>> ask, string model, int promptTokens, CancellationToken cancellationToken)
    {
        const ulong Seed = 1;
        ChatRequest request = Canary.Request(model, promptTokens, Seed);
        EngineReply? reply;
        try
        {
            reply = await ask(request, cancellationToken).ConfigureAwait(false);
        }
        catch (GenerationFailedException exception)
        {
            throw Failed($"was not answered ({exception.Code}): {exception.Message} If it is the context, give the server a longer one.");
        }

        if (reply is null)
            return [];
        return Canary.Judge(request, reply.Completion, Seed) switch
        {
            CanaryFinding.Truncated => throw Failed(
                $"of about {promptTokens} tokens did not reach the model whole (the server counted {reply.Completion.Usage.Prompt}). " +
                "Give the server a context as long as the prompts and answers together: num_ctx for Ollama; for llama.cpp the context divided by --parallel."),
            CanaryFinding.NoEcho => throw Failed(
                "was answered with neither of the two words it asked for: the chat template is wrong, or the model does not follow instructions. " +
                "Use an instruction-tuned model with its own template, or set rephrase.canary to false."),
            CanaryFinding.Thinks => [Diagnostic.Warning(
                "DC3077", $"The model '{model}' writes its reasoning into its answers: it is paid for and taken off. Switch it off at the server.")],
            _ => [],
        };
    }

    private static DiagnosticException Failed(string what) =>
        new(Diagnostic.Error("DC3076", "The test prompt " + what), ExitCode.Failed);
}
