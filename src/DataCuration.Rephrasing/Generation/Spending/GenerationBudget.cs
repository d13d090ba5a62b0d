namespace DataCuration.Rephrasing.Generation.Spending;

/// <summary>
/// Caps of money and tokens. Before a call its worst case (the whole prompt and the longest answer) is reserved, so that what was spent never exceeds a cap, whatever the
/// answers turn out to be. A call that does not fit waits for others to settle; when nothing is left to settle, the budget is exhausted for good. Safe for concurrent use.
/// </summary>
public sealed class GenerationBudget
{
    private readonly Lock _gate = new();
    private readonly TokenPrices _prices;
    private readonly double _maxCost;
    private readonly double _maxTokens;
    private readonly List<TaskCompletionSource> _waiting = [];
    private TokenUsage _spent;
    private double _cost;
    private double _reservedCost;
    private double _reservedTokens;
    private int _open;

    /// <summary>A budget of which some is spent already.</summary>
    public GenerationBudget(TokenPrices prices, double? maxCost, double? maxTokens, TokenUsage spent = default, double spentCost = 0) =>
        (_prices, _maxCost, _maxTokens, _spent, _cost) = (prices, maxCost ?? double.PositiveInfinity, maxTokens ?? double.PositiveInfinity, spent, spentCost);

    /// <summary>Money spent, earlier runs included.</summary>
    public double Cost
    {
        get
        {
            lock (_gate)
                return _cost;
        }
    }

    /// <summary>Tokens spent, earlier runs included.</summary>
    public TokenUsage Spent
    {
        get
        {
            lock (_gate)
                return _spent;
        }
    }

    /// <summary>A call did not fit and never will.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>The price of a call.</summary>
    public double PriceOf(TokenUsage usage) => _prices.Of(usage);

    /// <summary>Reserves a call's worst case; false when the budget is exhausted.</summary>
    public async ValueTask<bool> ReserveAsync(TokenUsage worst, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource settled;
            lock (_gate)
            {
                if (IsExhausted)
                    return false;
                if (Fits(worst))
                {
                    Reserve(worst);
                    return true;
                }

                if (_open == 0)
                {
                    IsExhausted = true;
                    WakeAll();
                    return false;
                }

                _waiting.Add(settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            await settled.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reserves without waiting for others to settle; false when there is no room, and the budget is exhausted.</summary>
    public bool TryReserve(TokenUsage worst)
    {
        lock (_gate)
        {
            if (IsExhausted || !Fits(worst))
            {
                IsExhausted = true;
                return false;
            }

            Reserve(worst);
            return true;
        }
    }

    /// <summary>A call is over that was perhaps reserved by an earlier run; what it took is spent.</summary>
    public void Settle(TokenUsage worst, TokenUsage actual, bool isReserved)
    {
        if (isReserved)
        {
            Settle(worst, actual);
            return;
        }

        lock (_gate)
            (_spent, _cost) = (_spent + actual, _cost + _prices.Of(actual));
    }

    /// <summary>A reserved call is over; what it really took replaces its worst case.</summary>
    public void Settle(TokenUsage worst, TokenUsage actual)
    {
        lock (_gate)
        {
            (_reservedCost, _reservedTokens) = (_reservedCost - _prices.Of(worst), _reservedTokens - worst.Total);
            (_spent, _cost) = (_spent + actual, _cost + _prices.Of(actual));
            if (--_open == 0)
                (_reservedCost, _reservedTokens) = (0, 0); // No residue of rounding.
            WakeAll();
        }
    }

    private bool Fits(TokenUsage worst) =>
        _cost + _reservedCost + _prices.Of(worst) <= _maxCost && _spent.Total + _reservedTokens + worst.Total <= _maxTokens;

    private void Reserve(TokenUsage worst)
    {
        (_reservedCost, _reservedTokens) = (_reservedCost + _prices.Of(worst), _reservedTokens + worst.Total);
        _open++;
    }

    private void WakeAll()
    {
        foreach (TaskCompletionSource waiting in _waiting)
            waiting.TrySetResult();
        _waiting.Clear();
    }
}
