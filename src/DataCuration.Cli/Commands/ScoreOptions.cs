using System.CommandLine;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Documents.Recipes.Reading;
using DataCuration.Pipelines.Scoring;

namespace DataCuration.Cli.Commands;

/// <summary>What the verbs that judge plain files share: the files, the profile, the text field and the threads.</summary>
internal sealed class ScoreOptions
{
    private readonly Argument<string[]> _files = new("files")
    {
        Description = "JSONL, Parquet, WARC or WET files; gzip and Zstandard are recognised.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _rules = new("--rules")
    {
        Description = $"The profile that judges: {string.Join(", ", ScoreRequest.Profiles)}.",
        HelpName = "PROFILE",
        DefaultValueFactory = _ => ScoreRequest.Profiles[0],
    };

    private readonly Option<string> _text = new("--text-field") { Description = "The field or column with the text.", HelpName = "NAME", DefaultValueFactory = _ => new FieldMapping().Text };

    private readonly Option<string?> _urlLists = new("--url-lists")
    {
        Description = "A folder with lists that judge addresses first: domains, urls, banned_words.txt, soft_banned_words.txt, banned_subwords.txt, each also as .gz.",
        HelpName = "DIR",
    };

    private readonly Option<int> _jobs = new("--jobs")
    {
        Description = "Threads; default: the number of cores. Changes no result.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public void AddTo(Command command)
    {
        command.Add(_files);
        command.Add(_rules);
        command.Add(_text);
        command.Add(_urlLists);
        command.Add(_jobs);
    }

    /// <exception cref="DiagnosticException">DC2055: a file is missing. DC2066: there is no such profile. DC2053: a number is out of range.</exception>
    public ScoreRequest Read(ParseResult parse)
    {
        string name = RuleProfiles.WholeName(parse.GetRequiredValue(_rules));
        if (!ScoreRequest.Profiles.Contains(name))
        {
            string hint = NameSuggestion.Nearest(name, ScoreRequest.Profiles) is { } nearest ? $" Did you mean '{nearest}'?" : "";
            throw new DiagnosticException(
                Diagnostic.Error("DC2066", $"There is no profile '{name}'; expected one of {string.Join(", ", ScoreRequest.Profiles)}.{hint}"), ExitCode.Usage);
        }

        int jobs = JobCount.Checked(parse.GetValue(_jobs));
        string? lists = parse.GetValue(_urlLists);
        if (lists is not null && !Directory.Exists(lists))
        {
            throw new DiagnosticException(Diagnostic.Error("DC2055", "There is no such folder. Check the path.", lists), ExitCode.Usage);
        }

        string[] files = InputFile.Existing(parse.GetRequiredValue(_files));

        return new ScoreRequest
        {
            Files = files,
            Profile = name,
            UrlLists = lists,
            Fields = new FieldMapping { Text = parse.GetRequiredValue(_text) },
            Parallelism = jobs,
        };
    }
}
