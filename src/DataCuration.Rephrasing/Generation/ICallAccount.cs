namespace DataCuration.Rephrasing.Generation;

/// <summary>What an engine tells about each call, so that none is made that nobody would know of after a crash. Of each <see cref="Sending"/> one of the others is the end, or an answer.</summary>
public interface ICallAccount
{
    /// <summary>A call is about to be sent. On return that is written down.</summary>
    void Sending();

    /// <summary>The server turned the call away, or never saw it: it is not charged.</summary>
    void TurnedAway();

    /// <summary>The call was sent and no answer came back, so that it may have been paid for.</summary>
    /// <param name="isLast">No other attempt follows.</param>
    /// <param name="stop">Ends waiting for room.</param>
    /// <returns>False: the budget has no room for another attempt.</returns>
    ValueTask<bool> LostAsync(bool isLast, CancellationToken stop);
}
