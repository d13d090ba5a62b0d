using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Rephrasing.Segments;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>
/// Compares the estimate that segments are cut by with the server's own tokenizer, once, before the first paid call. It says what to set and sets nothing: segments cut by what one server says
/// would be other segments, other requests and other bytes with the next one.
/// </summary>
public static class TokenCalibration
{
    /// <summary>An estimate further off than this share is said: it is more than the difference between one text and the next.</summary>
    public const double MaxDeviation = 0.25;

    // Of a shorter text the count says more about the text than about the tokenizer.
    private const int LeastTokens = 50;

    /// <summary>Asks; returns a warning, or null when the estimate holds or the text is too short to tell.</summary>
    /// <param name="server">The server.</param>
    /// <param name="model">The configured model.</param>
    /// <param name="text">A prompt of the run.</param>
    /// <param name="bytesPerToken">What the recipe estimates with.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Diagnostic?> RunAsync(ChatServer server, string model, string text, double bytesPerToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(text);
        double estimate = TokenEstimate.CostOf(text, bytesPerToken);
        if (estimate < LeastTokens)
            return null;
        if (await server.CountTokensAsync(model, text, cancellationToken).ConfigureAwait(false) is not { } tokens)
        {
            return server.Options.Server is GenerationServer.Vllm or GenerationServer.LlamaCpp
                ? Diagnostic.Warning("DC4051", string.Create(
                    CultureInfo.InvariantCulture, $"The server does not say how many tokens a text has (no /tokenize): segments are cut by the estimate of {bytesPerToken} bytes a token, unchecked."))
                : null;
        }

        if (Math.Abs((tokens / estimate) - 1) <= MaxDeviation || TokenEstimate.BytesPerToken(text, tokens) is not { } measured)
            return null;
        return Diagnostic.Warning("DC4050", string.Create(
            CultureInfo.InvariantCulture,
            $"The server's tokenizer makes {tokens} tokens of a prompt for which rephrase.bytesPerToken {bytesPerToken} estimates {estimate:0}, so segments are {(tokens > estimate ? "longer" : "shorter")} than " +
            $"their style wants. Set rephrase.bytesPerToken to {measured:0.0}; segments that this changes are asked for anew."));
    }
}
