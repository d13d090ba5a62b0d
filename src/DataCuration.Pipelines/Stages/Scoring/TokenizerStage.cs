using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.State;
using DataCuration.Probes.Tokenizer;

namespace DataCuration.Pipelines.Stages;

/// <summary>
/// Trains the byte-level BPE on a fixed sample that is no pool, so that the tokenizer is not a function of what it helps to compare.
/// </summary>
internal sealed class TokenizerStage : Stage
{
    public override string Name => StageNames.Tokenizer;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [];

    public static async Task<BytePairTokenizer> LoadAsync(RunContext context, CancellationToken cancellationToken) =>
        TokenizerFile.FromJson(await File.ReadAllBytesAsync(FilePath(context), cancellationToken).ConfigureAwait(false), FilePath(context));

    public static string FilePath(RunContext context) => context.Work.Intermediate(StageNames.Tokenizer, "tokenizer.json");

    public override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        ProbesOptions probes = context.Recipe.Probes!;
        IReadOnlyList<ResolvedFile> files = context.TokenizerFiles;
        List<TaskInput> inputs = [];
        foreach (ResolvedFile file in files)
        {
            inputs.Add(new TaskInput(file.RelativePath, await context.InputHashes.GetAsync(file, cancellationToken).ConfigureAwait(false)));
        }

        string[] fields = [.. probes.Evaluate.Where(set => set.TextField != "text").Select(set => set.Name + ":" + set.TextField)];
        string options = fields.Length == 0 ? StateJson.Canonical(new { probes.Vocabulary }) : StateJson.Canonical(new { probes.Vocabulary, fields });
        return [new StageTask("all", options, inputs, (task, token) => TrainAsync(context, files, probes.Vocabulary, task, token))];
    }

    private static async Task<TaskResult> TrainAsync(
        RunContext context, IReadOnlyList<ResolvedFile> files, int vocabulary, TaskContext task, CancellationToken cancellationToken)
    {
        List<ReadOnlyMemory<byte>> texts = [];
        foreach (ResolvedFile file in files)
        {
            await foreach (SourceRecord record in EvaluationText.ReadAsync(context, file, cancellationToken).ConfigureAwait(false))
            {
                texts.Add(record.Payload);
                task.Progress.Add(1, record.Payload.Length);
            }
        }

        BytePairTokenizer tokenizer = BytePairTrainer.Train(texts, vocabulary, cancellationToken);
        string path = FilePath(context);
        await AtomicFile.WriteAsync(path, TokenizerFile.ToJson(tokenizer), cancellationToken).ConfigureAwait(false);
        return new TaskResult([path], new TaskCounts { In = texts.Count, Out = texts.Count, TextBytes = texts.Sum(text => (long)text.Length) });
    }
}
