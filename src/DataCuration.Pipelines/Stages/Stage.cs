using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>
/// A step of the flow. To add one: derive, list the tasks with everything that influences their bytes (options, inputs), write outputs
/// atomically in the task, and put the stage into <see cref="StageList"/>. Skipping, resuming, progress, lanes and clean-up are the engine's.
/// </summary>
internal abstract class Stage
{
    /// <summary>The stage's name: a folder below columns, ledger and state.</summary>
    public abstract string Name { get; }

    /// <summary>The step it belongs to, one of <see cref="CurationSteps.All"/>.</summary>
    public abstract string Step { get; }

    /// <summary>Bumped when output bytes may change for the same options and inputs.</summary>
    public abstract string AlgorithmVersion { get; }

    /// <summary>Names of the stages whose outputs it reads.</summary>
    public abstract IReadOnlyList<string> DependsOn { get; }

    /// <summary>True when each task depends on one part only; false when tasks read all parts.</summary>
    public virtual bool IsPerPart => false;

    /// <summary>True when it has several tasks, so that several processes can share it; false for one task over everything.</summary>
    public virtual bool HasManyTasks => IsPerPart;

    /// <summary>The stage's tasks. All stages in <see cref="DependsOn"/> are complete.</summary>
    public abstract ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken);

    /// <summary>Tasks that may run side by side; by default as many as there are jobs.</summary>
    public virtual int MaxTasksAtOnce(RunContext context) => context.Options.Jobs;

    /// <summary>Checks after the last task, with the stage's records; throws a diagnostic when a promise is broken.</summary>
    public virtual Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken) => Task.CompletedTask;
}
