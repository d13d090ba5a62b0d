using System.Collections.Concurrent;
using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Storage.Locations;

namespace DataCuration.Storage.Requests;

/// <summary>
/// Makes requests until one succeeds or the same place has failed too often. An attempt that brought bytes starts the count anew, so that a slow file
/// with many dropped connections still arrives. Safe for concurrent use.
/// </summary>
/// <param name="connections">Requests at once to one service.</param>
/// <param name="attempts">Attempts that bring nothing, one after the other, before it fails.</param>
/// <param name="time">For waiting.</param>
internal sealed class RequestRunner(int connections, int attempts, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, RequestGate> _gates = new(StringComparer.Ordinal);

    public RequestGate GateOf(StorageLocation location) => _gates.GetOrAdd(location.Service, _ => new RequestGate(connections, time));

    /// <summary>The request's result.</summary>
    /// <param name="location">What is asked for; for its service's limits.</param>
    /// <param name="address">The address for messages.</param>
    /// <param name="request">One attempt; throws <see cref="StorageFailure"/>, or what connections throw.</param>
    /// <param name="progress">A number that rises when an attempt brings something.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DiagnosticException">DC3010 to DC3012, DC3014, DC3015.</exception>
    public async Task<T> RunAsync<T>(
        StorageLocation location, string address, Func<IdleTimer, Task<T>> request, Func<long> progress, CancellationToken cancellationToken)
    {
        RequestGate gate = GateOf(location);
        for (int attempt = 1; ; attempt++)
        {
            long before = progress();
            StorageFailure failure;
            try
            {
                T result = await OnceAsync(gate, request, cancellationToken).ConfigureAwait(false);
                gate.Succeeded();
                return result;
            }
            catch (StorageFailure caught)
            {
                failure = caught;
            }

            if (progress() > before) attempt = 1;
            TimeSpan delay = RetryDelay.After(address, attempt, failure.RetryAfter);
            if (!failure.IsRetryable || attempt >= attempts || delay > RetryDelay.Longest) throw Explain(address, failure, attempt, delay);
            if (failure.Kind == FailureKind.Throttled) gate.SlowDown(delay);
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> OnceAsync<T>(RequestGate gate, Func<IdleTimer, Task<T>> request, CancellationToken cancellationToken)
    {
        await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using IdleTimer timer = new(time, cancellationToken);
            return await request(timer).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageFailure(FailureKind.Transient, string.Create(CultureInfo.InvariantCulture, $"nothing arrived for {IdleTimer.Patience.TotalSeconds} s"));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new StorageFailure(FailureKind.Transient, (error.InnerException ?? error).Message, error);
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>What a user is told of a failure that stays.</summary>
    public static DiagnosticException Explain(string address, StorageFailure failure, int attempt, TimeSpan delay) => failure.Kind switch
    {
        FailureKind.NotFound => new DiagnosticException(
            Diagnostic.Error("DC3012", $"There is no such file, bucket or container ({failure.Message}). Check the address; keys are case-sensitive.", address), ExitCode.Usage),
        FailureKind.Denied => new DiagnosticException(
            Diagnostic.Error(
                "DC3011",
                $"Access is denied ({failure.Message}). Check the credentials in the environment and what they may read; for public data set storage.s3.anonymous or storage.azure.anonymous. See docs/storage.md.",
                address),
            ExitCode.Usage),
        FailureKind.Changed => Changed(address, failure.Message),
        FailureKind.Unexpected or FailureKind.Refused => new DiagnosticException(
            Diagnostic.Error("DC3015", $"The server's answer cannot be used: {failure.Message}. Check the address, and what answers there.", address), ExitCode.BadInput),
        _ => new DiagnosticException(
            Diagnostic.Error(
                "DC3010",
                delay > RetryDelay.Longest
                    ? string.Create(CultureInfo.InvariantCulture, $"The server asks to come back in {delay.TotalMinutes:0} minutes ({failure.Message}). Run the same command again then; finished work stays.")
                    : $"The storage did not answer in {attempt} attempts. The last: {failure.Message}. Check the network, then run the same command again; finished work stays.",
                address),
            ExitCode.Temporary),
    };

    private static DiagnosticException Changed(string address, string how) => new(
        Diagnostic.Error(
            "DC3014",
            $"The file changed after it was listed ({how}), so what was read of it belongs to no one version. Run the same command again; it reads the new version.",
            address),
        ExitCode.Temporary);
}
