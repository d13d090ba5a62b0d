using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>A pool that is being filled: the first block of unique tokens (with as many epochs as pay for their preparation), then one epoch after the other.</summary>
internal sealed class Reservoir
{
    private readonly MixPool _pool;
    private readonly double _rate;
    private readonly double _halfLife;
    private readonly double _firstEpochs;
    private readonly double _capacity;
    private double _epoch;

    public Reservoir(MixPool pool, double rate, double halfLife, double budget)
    {
        (_pool, _rate, _halfLife) = (pool, rate, halfLife);
        _capacity = Math.Min(pool.MaxEpochs * pool.UniqueTokens, pool.MaxShare < 1 ? pool.MaxShare * budget : double.PositiveInfinity);
        _firstEpochs = BestFirstEpochs();
        Worth = rate * EffectivePasses.Of(_firstEpochs, halfLife) / (pool.CostPerUniqueToken + _firstEpochs);
        Unique = pool.CostPerUniqueToken > 0 ? 0 : pool.UniqueTokens;
    }

    /// <summary>Tokens so far.</summary>
    public double Tokens { get; private set; }

    /// <summary>Unique tokens in use.</summary>
    public double Unique { get; private set; }

    /// <summary>It can take no more.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What a token of budget brings next, in fresh tokens of the reference pool.</summary>
    public double Worth { get; private set; }

    /// <summary>Fills on within the current segment.</summary>
    /// <param name="budget">Most budget to spend.</param>
    /// <param name="tokens">Most tokens to take.</param>
    /// <returns>The budget spent; 0 when the pool can take no more.</returns>
    public double Take(double budget, double tokens)
    {
        double end = _epoch == 0 ? _firstEpochs * _pool.UniqueTokens : (_epoch + 1) * _pool.UniqueTokens;
        double price = _epoch == 0 ? (_pool.CostPerUniqueToken + _firstEpochs) / _firstEpochs : 1;
        double room = Math.Min(Math.Min(end, _capacity) - Tokens, Math.Min(tokens, budget / price));
        if (!(room > 0))
        {
            IsFull = true;
            return 0;
        }

        bool isFull = room >= end - Tokens;
        Tokens = isFull ? end : Tokens + room;
        if (_pool.CostPerUniqueToken > 0 && _epoch == 0)
        {
            Unique = isFull ? _pool.UniqueTokens : Tokens / _firstEpochs;
        }

        if (isFull)
        {
            _epoch = _epoch == 0 ? _firstEpochs : _epoch + 1;
            Worth = _rate * Math.Exp(-Math.Log(2) / _halfLife * _epoch);
        }

        return price == 1 ? room : room * price;
    }

    // g(e) / (c + e) rises and then falls, and has its maximum at a whole number because g is linear between two.
    private double BestFirstEpochs()
    {
        double best = 1;
        if (_pool.CostPerUniqueToken > 0)
        {
            while (best + 1 <= _pool.MaxEpochs && Density(best + 1) > Density(best))
            {
                best++;
            }
        }

        return best;

        double Density(double epochs) => EffectivePasses.Of(epochs, _halfLife) / (_pool.CostPerUniqueToken + epochs);
    }
}
