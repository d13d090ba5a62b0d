using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Report.Model;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>The quarantine as the report shows it.</summary>
internal static class QuarantineParts
{
    private const int ExamplesPerCode = 3;

    public static async Task<QuarantineModel> ReadAsync(RunContext context, CancellationToken cancellationToken)
    {
        SortedDictionary<string, long> codes = new(StringComparer.Ordinal);
        List<QuarantineExample> examples = [];
        foreach (CompletionRecord record in context.Completed(StageNames.Ingest).Where(record => record.Counts.Quarantined > 0))
        {
            foreach (QuarantinedRecord bad in await QuarantineFile.ReadAsync(context.Work.Quarantine(record.Key), cancellationToken).ConfigureAwait(false))
            {
                codes[bad.Code] = codes.GetValueOrDefault(bad.Code) + 1;
                if (codes[bad.Code] <= ExamplesPerCode)
                {
                    examples.Add(new QuarantineExample(bad.Code, bad.File, bad.Position, bad.Message));
                }
            }
        }

        return new QuarantineModel
        {
            Codes = codes.OrderByDescending(code => code.Value).Select(code => new QuarantineCode(code.Key, code.Value)).ToArray(),
            Examples = examples.OrderBy(example => example.Code, StringComparer.Ordinal).ToArray(),
        };
    }
}
