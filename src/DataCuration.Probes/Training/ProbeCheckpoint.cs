namespace DataCuration.Probes.Training;

/// <summary>Where a run stands, beside its tensors: enough to go on as if it had never stopped.</summary>
internal sealed record ProbeCheckpoint
{
    /// <summary>What is being run: another spec, other tokens or another version of the code do not continue it.</summary>
    public required string Identity { get; init; }

    /// <summary>Steps taken by the tensors: the next one is this.</summary>
    public required long Step { get; init; }

    /// <summary>Steps done in all, branches included; for the progress.</summary>
    public required long StepsDone { get; init; }

    /// <summary>The lengths measured so far, for each member.</summary>
    public required IReadOnlyList<IReadOnlyList<ProbePoint>> Points { get; init; }

    /// <summary>Whether each member's loss is still a number.</summary>
    public required IReadOnlyList<ProbeStatus> Statuses { get; init; }

    /// <summary>Sums of the losses since the cooldown began, for each member; zeros on the trunk.</summary>
    public required IReadOnlyList<double> CooldownLosses { get; init; }

    /// <summary>The document sums of the checkpoints scored so far in this cooldown: [member][checkpoint][set][document].</summary>
    public required IReadOnlyList<IReadOnlyList<IReadOnlyList<double[]>>> CooldownScores { get; init; }
}
