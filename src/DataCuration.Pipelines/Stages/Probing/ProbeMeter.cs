using System.Globalization;
using DataCuration.Pipelines.Progress;
using DataCuration.Probes.Training;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>Turns a probe's reports into the stage's counters: one unit of work is a whole series. Reports of one probe come one at a time.</summary>
internal sealed class ProbeMeter(StageCounter counter, string probe) : IProgress<ProbeProgress>
{
    private long _tokens;
    private double _work;

    public void Report(ProbeProgress value)
    {
        double work = (double)value.Tokens / Math.Max(1, value.TotalTokens);
        counter.Add(0, 0, value.Tokens - _tokens);
        counter.AddWork(work - _work);
        counter.Note(string.Create(CultureInfo.InvariantCulture, $"{probe}: loss {value.Loss:0.000} nats a token"));
        (_tokens, _work) = (value.Tokens, work);
    }

    public void Complete()
    {
        counter.AddWork(1 - _work);
        _work = 1;
    }
}
