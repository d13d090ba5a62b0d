using System.CommandLine;
using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Ranks;

namespace DataCuration.Cli.Commands;

/// <summary>The options by which several processes share a run.</summary>
internal sealed class RankCommandOptions
{
    // Slurm's job arrays and Kubernetes' Indexed Jobs say in these which of the processes this is.
    private static readonly string[] RankVariables = ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX"];

    private readonly Option<int?> _world = new("--world") { Description = "Processes that share this run. Without a rank they are started here.", HelpName = "N" };

    private readonly Option<int?> _rank = new("--rank")
    {
        Description = "Which of the processes this one is, from 0. Default: SLURM_ARRAY_TASK_ID or JOB_COMPLETION_INDEX.",
        HelpName = "R",
    };

    private readonly Option<string?> _stage = new("--stage") { Description = "Do this rank's share of one stage and end; the stages before it must be complete.", HelpName = "NAME" };

    private readonly Option<double> _takeOverAfter = new("--take-over-after")
    {
        Description = "Seconds after which a silent rank's tasks are taken over by others. Default: 120.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => RankOptions.DefaultTakeOverAfter.TotalSeconds,
    };

    public void AddTo(Command command)
    {
        command.Add(_world);
        command.Add(_rank);
        command.Add(_stage);
        command.Add(_takeOverAfter);
    }

    /// <summary>
    /// The exit code as this process's scheduler understands it. Slurm and Kubernetes know success and failure only: a mix with a reservation (a tie, a
    /// parameter that is not identifiable) is written, so what waits for this task may start. The reservation stands in the log, <c>mix.json</c> and the report.
    /// </summary>
    public ExitCode ForScheduler(ParseResult parse, ExitCode exitCode) =>
        exitCode is ExitCode.Tie or ExitCode.NotIdentifiable && parse.GetValue(_rank) is null && FromEnvironment() is not null ? ExitCode.Done : exitCode;

    /// <summary>How many processes were asked for; null when this one is alone.</summary>
    /// <exception cref="DiagnosticException">DC2053: out of range. DC2057: a rank or a stage without a world.</exception>
    public int? WorldOf(ParseResult parse)
    {
        int? world = parse.GetValue(_world);
        if (world is null && (parse.GetValue(_rank) is not null || parse.GetValue(_stage) is not null))
        {
            throw Usage("DC2057", "--rank and --stage say which share of a run this is: say how many there are with --world.");
        }

        return world is < 1 ? throw Usage("DC2053", $"--world is {world}; expected at least 1.") : world;
    }

    /// <summary>This process's place; null when it has none, from option or environment, and is to start the ranks itself.</summary>
    /// <exception cref="DiagnosticException">DC2053: the rank is not below the world.</exception>
    public RankOptions? RankOf(ParseResult parse, int world)
    {
        int? rank = parse.GetValue(_rank) ?? FromEnvironment();
        if (rank is null)
        {
            return parse.GetValue(_stage) is null ? null : throw Usage("DC2057", "--stage needs a --rank, or a scheduler that states one in the environment.");
        }

        if (rank < 0 || rank >= world)
        {
            throw Usage("DC2053", $"The rank is {rank}; expected 0 to {world - 1}, below --world {world}.");
        }

        double seconds = parse.GetValue(_takeOverAfter);
        return seconds > 0
            ? new RankOptions { Rank = rank.Value, World = world, Stage = parse.GetValue(_stage), TakeOverAfter = TimeSpan.FromSeconds(seconds) }
            : throw Usage("DC2053", $"--take-over-after is {seconds.ToString(CultureInfo.InvariantCulture)}; expected a number above 0.");
    }

    private static int? FromEnvironment() =>
        RankVariables.Select(Environment.GetEnvironmentVariable)
            .Select(value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int rank) ? rank : (int?)null)
            .FirstOrDefault(rank => rank is not null);

    private static DiagnosticException Usage(string code, string message) => new(Diagnostic.Error(code, message), ExitCode.Usage);
}
