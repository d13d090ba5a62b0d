using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.Probes.Tokenizer;
using DataCuration.Probes.Training;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>Token files for the probes: a sample of each pool, the mixtures that test the law, and each evaluation set whole.</summary>
internal sealed class ProbeTokensStage : Stage
{
    public override string Name => StageNames.ProbeTokens;

    public override string Step => CurationSteps.Probe;

    public override string AlgorithmVersion => "2";

    public override bool HasManyTasks => true;

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.Tokenizer, StageNames.Tokens, StageNames.Pools];

    public static string PoolFile(WorkDirectory work, string pool) => work.Intermediate(StageNames.ProbeTokens, "pool-" + pool + ".tokens");

    public static string SamplesFile(WorkDirectory work) => work.Intermediate(StageNames.ProbeTokens, "samples.json");

    public static string EvaluationFile(WorkDirectory work, EvaluationSetOptions set) => work.Intermediate(StageNames.ProbeTokens, "evaluation-" + set.Name + (set.Kind == EvaluationKind.Questions ? ".questions.jsonl" : ".tokens"));

    public override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        ProbesOptions probes = context.Recipe.Probes!;
        string options = StateJson.Canonical(new { probes.UniqueTokens, probes.Epochs, probes.ContextLength, probes.HoldOuts, context.Recipe.Seed });
        TaskInput[] inputs =
        [
            .. context.Parts().Select(part => part.Input), .. context.Inputs(StageNames.Pools), .. context.Inputs(StageNames.Tokens), .. context.Inputs(StageNames.Tokenizer),
        ];
        List<StageTask> tasks = [new StageTask("pools", options, inputs, (task, token) => WritePoolsAsync(context, task, token))];
        foreach (EvaluationSetOptions set in probes.Evaluate)
        {
            ResolvedFile[] files = context.EvaluationFiles.Where(file => string.Equals(file.Source, set.Name, StringComparison.Ordinal)).ToArray();
            List<TaskInput> setInputs = [.. context.Inputs(StageNames.Tokenizer)];
            foreach (ResolvedFile file in files)
            {
                setInputs.Add(new TaskInput(file.RelativePath, await context.InputHashes.GetAsync(file, cancellationToken).ConfigureAwait(false)));
            }

            string setOptions = set.Kind == EvaluationKind.Questions ? StateJson.Canonical(new { set.TextField, set.ChoicesField, set.AnswerField })
                : set.TextField == "text" ? "{}" : StateJson.Canonical(new { set.TextField });
            tasks.Add(new StageTask(
                "evaluation-" + set.Name, setOptions, setInputs,
                (_, token) => set.Kind == EvaluationKind.Questions ? WriteQuestionsAsync(context, set, files, token) : WriteEvaluationAsync(context, set, files, token)));
        }

        return tasks;
    }

    private static async Task<TaskResult> WritePoolsAsync(RunContext context, TaskContext task, CancellationToken cancellationToken)
    {
        BytePairTokenizer tokenizer = await TokenizerStage.LoadAsync(context, cancellationToken).ConfigureAwait(false);
        PoolsFile pools = await StateJson.ReadFileAsync<PoolsFile>(context.Work.Pools, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<DocumentId, string> chosen = await PoolSample.ChooseAsync(context, context.Recipe.Probes!.UniqueTokens, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(Path.GetDirectoryName(PoolFile(context.Work, "x"))!);
        BytePairEncoder encoder = tokenizer.CreateEncoder();
        Dictionary<string, TokenFileWriter> writers = new(StringComparer.Ordinal);
        try
        {
            foreach (PoolSummary pool in pools.Pools)
            {
                writers[pool.Name] = new TokenFileWriter(PoolFile(context.Work, pool.Name), encoder);
            }

            foreach (DocumentPart part in context.Parts())
            {
                await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(context.Work.Documents(part.Name), cancellationToken).ConfigureAwait(false))
                {
                    foreach (Document document in batch)
                    {
                        if (chosen.TryGetValue(document.Id, out string? pool))
                        {
                            int tokens = writers[pool].Append(document.Text.Span);
                            task.Progress.Add(1, document.Text.Length, tokens);
                        }
                    }
                }
            }

            TokenFileCounts[] counts = pools.Pools.Select(pool => writers[pool.Name].Complete()).ToArray();
            PoolSampleSize[] sizes = pools.Pools.Zip(counts, (pool, count) => new PoolSampleSize(pool.Name, count.Tokens, pool.Tokens)).ToArray();
            IReadOnlyList<HeldOutMixture> mixtures = await WriteMixturesAsync(context, sizes, cancellationToken).ConfigureAwait(false);
            return new TaskResult(
                [.. pools.Pools.Select(pool => PoolFile(context.Work, pool.Name)), .. mixtures.Select(mixture => PoolFile(context.Work, mixture.PoolName)), SamplesFile(context.Work)],
                new TaskCounts { In = counts.Sum(count => count.Documents), Out = counts.Sum(count => count.Documents), Tokens = counts.Sum(count => count.Tokens) });
        }
        finally
        {
            foreach (TokenFileWriter writer in writers.Values)
            {
                writer.Dispose();
            }
        }
    }

    private static async Task<IReadOnlyList<HeldOutMixture>> WriteMixturesAsync(RunContext context, PoolSampleSize[] sizes, CancellationToken cancellationToken)
    {
        ProbesOptions probes = context.Recipe.Probes!;
        IReadOnlyList<HeldOutMixture> mixtures = HeldOutMixtures.For([.. sizes.Where(size => ProbeSamples.IsMeasured(size.Tokens, probes))], probes);
        foreach (HeldOutMixture mixture in mixtures)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TokenFileMixture.Write(
                PoolFile(context.Work, mixture.PoolName),
                [.. mixture.Parts.Select(part => new TokenFilePart(PoolFile(context.Work, part.Pool), part.UniqueTokens, part.Passes))]);
        }

        await AtomicFile.WriteAsync(SamplesFile(context.Work), StateJson.Write(new ProbeSamples(sizes, mixtures)), cancellationToken).ConfigureAwait(false);
        return mixtures;
    }

    private static async Task<TaskResult> WriteEvaluationAsync(RunContext context, EvaluationSetOptions set, IReadOnlyList<ResolvedFile> files, CancellationToken cancellationToken)
    {
        BytePairTokenizer tokenizer = await TokenizerStage.LoadAsync(context, cancellationToken).ConfigureAwait(false);
        string path = EvaluationFile(context.Work, set);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using TokenFileWriter writer = new(path, tokenizer.CreateEncoder());
        foreach (ResolvedFile file in files)
        {
            await foreach (SourceRecord record in EvaluationText.ReadAsync(context, file, cancellationToken).ConfigureAwait(false))
            {
                writer.Append(record.Payload.Span);
            }
        }

        TokenFileCounts counts = writer.Complete();
        return new TaskResult([path], new TaskCounts { In = counts.Documents, Out = counts.Documents, Tokens = counts.Tokens, TextBytes = counts.TextBytes });
    }

    private static async Task<TaskResult> WriteQuestionsAsync(RunContext context, EvaluationSetOptions set, IReadOnlyList<ResolvedFile> files, CancellationToken cancellationToken)
    {
        BytePairTokenizer tokenizer = await TokenizerStage.LoadAsync(context, cancellationToken).ConfigureAwait(false);
        BytePairEncoder encoder = tokenizer.CreateEncoder();
        List<TokenizedQuestion> questions = [];
        foreach (ResolvedFile file in files)
        {
            await foreach (SourceRecord record in EvaluationText.ReadAsync(context, file, cancellationToken).ConfigureAwait(false))
            {
                questions.Add(QuestionRecord.Parse(record, set, file).Encode(encoder));
            }
        }

        string path = EvaluationFile(context.Work, set);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        QuestionFile.Write(path, questions);
        long tokens = questions.Sum(question => question.Context.Count + question.Choices.Sum(choice => (long)choice.Count));
        return new TaskResult([path], new TaskCounts { In = questions.Count, Out = questions.Count, Tokens = tokens });
    }
}
