using System.CommandLine;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Documents.Recipes.Reading;
using DataCuration.Pipelines.FileDeduplication;

namespace DataCuration.Cli.Commands;

/// <summary>The options of <c>curate dedup</c>.</summary>
internal sealed class DedupOptions
{
    private readonly Argument<string[]> _files = new("files") { Description = "Files, folders, or patterns such as 'shards/**/*.jsonl.gz'.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _output = new("--out") { Description = "The folder for what stays, what leaves and the summary.", HelpName = "DIR" };
    private readonly Option<string> _method = new("--method") { Description = "Whole documents: exact, or minhash (exact and similar). Text inside documents: lines, paragraphs, bff (paragraphs most of whose 13-grams came before) or substrings. Default: minhash.", HelpName = "NAME", DefaultValueFactory = _ => "minhash" };
    private readonly Option<string?> _preset = new("--preset") { Description = "Published MinHash settings: " + string.Join(", ", MinHashPresets.Names) + ". Default: fineweb.", HelpName = "NAME" };
    private readonly Option<int?> _bands = new("--bands") { Description = "MinHash bands.", HelpName = "N" };
    private readonly Option<int?> _rows = new("--rows") { Description = "MinHash rows a band.", HelpName = "N" };
    private readonly Option<int?> _words = new("--shingle-words") { Description = "Words a shingle.", HelpName = "N" };
    private readonly Option<int?> _characters = new("--shingle-characters") { Description = "Characters a shingle, instead of words.", HelpName = "N" };
    private readonly Option<SubstringUnit> _unit = new("--unit") { Description = "What the length of a repeated span is counted in: words or codePoints. Default: words.", HelpName = "UNIT", DefaultValueFactory = _ => SubstringUnit.Words };
    private readonly Option<int?> _minLength = new("--min-length") { Description = "Least length of a repeated span (default: 50 words, 100 code points), or least words of a paragraph (13) or line (5).", HelpName = "N" };
    private readonly Option<RepeatRemoval> _remove = new("--remove") { Description = "Which copies of repeated text go: keepFirst or all. Default: keepFirst.", HelpName = "WHICH", DefaultValueFactory = _ => RepeatRemoval.KeepFirst };
    private readonly Option<SpanSnap> _snap = new("--snap") { Description = "Cut whole words, sentences or lines only: none, word, sentence or line. Default: none.", HelpName = "WHAT", DefaultValueFactory = _ => SpanSnap.None };
    private readonly Option<EdgeVerification?> _verify = new("--verify") { Description = "How a pair is confirmed: none, signature, shingle or containment. Default: signature.", HelpName = "HOW" };
    private readonly Option<double?> _threshold = new("--threshold") { Description = "Least similarity, for signature and shingle. Default: the preset's.", HelpName = "S" };
    private readonly Option<TextNormalisation> _normalise = new("--normalise") { Description = "What exact duplicates may differ in: none, whiteSpace or letters. Default: whiteSpace.", HelpName = "WHAT", DefaultValueFactory = _ => TextNormalisation.WhiteSpace };
    private readonly Option<DuplicateScope> _scope = new("--scope") { Description = "What may be a duplicate of what: global, source, snapshot, language or none. Default: global.", HelpName = "SCOPE", DefaultValueFactory = _ => DuplicateScope.Global };
    private readonly Option<string?> _keep = new("--keep") { Description = "Which copy stays: longest, first, newest, oldest, highest:FIELD, lowest:FIELD, sources:A,B, none or datatrove. Default: longest; with the preset datatrove/0.10, datatrove.", HelpName = "RULE" };
    private readonly Option<string?> _against = new("--against") { Description = "An index whose documents are matched but never removed.", HelpName = "DIR" };
    private readonly Option<string?> _index = new("--index") { Description = "As --against, and what stays is added to the index; made when there is none.", HelpName = "DIR" };
    private readonly Option<string[]> _acknowledge = new("--acknowledge") { Description = "A source that may lose over 90 %; * for all. May be repeated.", HelpName = "SOURCE", DefaultValueFactory = _ => [] };
    private readonly Option<string> _format = new("--format") { Description = "jsonl or parquet, for what stays. Default: jsonl.", HelpName = "FORMAT", DefaultValueFactory = _ => "jsonl" };
    private readonly Option<string> _textField = new("--text-field") { Description = "The field that holds the text. Default: text.", HelpName = "NAME", DefaultValueFactory = _ => "text" };
    private readonly Option<string> _sourceField = new("--source-field") { Description = "The field that names the source; without it, the file's folder. Default: source.", HelpName = "NAME", DefaultValueFactory = _ => "source" };
    private readonly Option<int> _jobs = new("--jobs") { Description = "Threads; changes no result. Default: the number of cores.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly Option<string?> _memory = new("--memory") { Description = "Memory to use, for example 2GB. Default: three quarters of what there is.", HelpName = "SIZE" };

    public Option<bool> Curve { get; } = new("--curve") { Description = "Print which similarities the bands and rows find, and stop." };

    public Option<bool> Json { get; } = new("--json") { Description = "Print the summary as JSON." };

    public void AddTo(Command command)
    {
        command.Add(_files);
        _method.AcceptOnlyFromAmong("exact", "minhash", "lines", "paragraphs", "bff", "substrings");
        _format.AcceptOnlyFromAmong("jsonl", "parquet");
        foreach (Option option in new Option[]
        {
            _output, _method, _preset, _bands, _rows, _words, _characters, _unit, _minLength, _remove, _snap, _verify, _threshold, _normalise, _scope, _keep, _against, _index, _acknowledge, _format,
            _textField, _sourceField, _jobs, _memory, Curve, Json,
        })
        {
            command.Add(option);
        }
    }

    /// <summary>The MinHash options; null for exact duplicates only.</summary>
    /// <exception cref="DiagnosticException">DC2067: there is no such preset.</exception>
    public MinHashOptions? CreateMinHash(ParseResult parse)
    {
        if (parse.GetValue(_method) == "exact")
        {
            return null;
        }

        string preset = parse.GetValue(_preset) ?? "fineweb";
        MinHashOptions options = MinHashPresets.Find(preset)
            ?? throw Problem("DC2067", $"--preset {preset} is not known. {NameSuggestion.Clause(preset, [.. MinHashPresets.Names])}");
        return options with
        {
            Bands = parse.GetValue(_bands) ?? options.Bands,
            Rows = parse.GetValue(_rows) ?? options.Rows,
            ShingleWords = parse.GetValue(_words) ?? options.ShingleWords,
            ShingleCharacters = parse.GetValue(_characters) ?? (parse.GetValue(_words) is null ? options.ShingleCharacters : 0),
            Verify = parse.GetValue(_verify) ?? options.Verify,
            Threshold = parse.GetValue(_threshold) ?? options.Threshold,
        };
    }

    /// <summary>The job for repeated text inside documents; null when whole documents are asked for.</summary>
    /// <exception cref="DiagnosticException">DC2053, DC2055, DC2068 and others: an option or a file is at fault.</exception>
    public FileRepeatsOptions? CreateRepeats(ParseResult parse)
    {
        RepeatRemoval remove = parse.GetValue(_remove);
        int? length = parse.GetValue(_minLength);
        if (length is < 2)
        {
            throw Problem("DC2068", $"--min-length is {length}; expected 2 or more.");
        }

        DeduplicateOptions? method = parse.GetValue(_method) switch
        {
            "lines" => new DeduplicateOptions { Lines = new LineOptions { Remove = remove, MinWords = length ?? new LineOptions().MinWords } },
            "paragraphs" => new DeduplicateOptions { Paragraphs = new ParagraphOptions { Remove = remove, MinWords = length ?? new ParagraphOptions().MinWords } },
            "bff" => new DeduplicateOptions { Paragraphs = new ParagraphOptions { Mode = ParagraphMode.Bff, MinWords = length ?? new ParagraphOptions().MinWords } },
            "substrings" => new DeduplicateOptions
            {
                Substrings = new SubstringOptions { Unit = parse.GetValue(_unit), MinLength = length, Remove = remove, Snap = parse.GetValue(_snap) },
            },
            _ => null,
        };
        if (method is null)
        {
            return null;
        }

        if (FirstGiven(parse, _preset, _bands, _rows, _words, _characters, _verify, _threshold, _against, _index, _normalise, _scope, _keep, _format) is { } other)
        {
            throw Problem(
                "DC2068",
                $"{other.Name} is for whole documents; --method {parse.GetValue(_method)} looks for text inside them: the first copy in the order of files stays, and the result is JSON lines. "
                + "Leave one out; a recipe has more options for repeated text.");
        }

        if (method.Substrings is null && FirstGiven(parse, _unit, _snap) is { } substrings)
        {
            throw Problem("DC2068", $"{substrings.Name} is for --method substrings; this is --method {parse.GetValue(_method)}. Leave one out.");
        }

        if (method.Paragraphs is { Mode: ParagraphMode.Bff } && FirstGiven(parse, _remove) is not null)
        {
            throw Problem("DC2068", "--remove is not for --method bff, which always leaves the first copy. Leave it out, or use --method paragraphs.");
        }

        FileRepeatsOptions options = new()
        {
            Files = InputShards.Find(parse.GetValue(_files) ?? []),
            OutputFolder = parse.GetValue(_output) ?? throw Problem("DC2068", "--out is missing. Give the folder for the result."),
            Method = method,
            Fields = new FieldMapping { Text = parse.GetValue(_textField)! },
            SourceField = parse.GetValue(_sourceField)!,
            AcknowledgedSources = parse.GetValue(_acknowledge) ?? [],
            Jobs = JobCount.Checked(parse.GetValue(_jobs)),
        };
        return parse.GetValue(_memory) is { } memory ? options with { MemoryBytes = MemorySize.Parse(memory) } : options;
    }

    /// <summary>The job.</summary>
    /// <exception cref="DiagnosticException">DC2053, DC2055, DC2068 and others: an option or a file is at fault.</exception>
    public FileDeduplicationOptions Create(ParseResult parse)
    {
        int jobs = JobCount.Checked(parse.GetValue(_jobs));
        if (parse.GetValue(_against) is not null && parse.GetValue(_index) is not null)
        {
            throw Problem("DC2068", "--against and --index are both given. Use --against to leave the index as it is, --index to extend it.");
        }

        MinHashOptions? minHash = CreateMinHash(parse);
        bool isExactAsked = parse.GetResult(_normalise) is { Implicit: false };
        if (FirstGiven(parse, _unit, _snap, _remove, _minLength) is { } inside)
        {
            throw Problem("DC2068", $"{inside.Name} is for text inside documents; --method {parse.GetValue(_method)} compares whole ones. Leave it out, or use --method lines, paragraphs, bff or substrings.");
        }

        FileDeduplicationOptions options = new()
        {
            Files = InputShards.Find(parse.GetValue(_files) ?? []),
            OutputFolder = parse.GetValue(_output) ?? throw Problem("DC2068", "--out is missing. Give the folder for the result."),
            // datatrove knows no exact duplicates: texts of fewer than five words all stay.
            Exact = minHash?.Profile == MinHashProfiles.Datatrove && !isExactAsked ? null : new ExactOptions { Normalise = parse.GetValue(_normalise) },
            MinHash = minHash,
            Scope = parse.GetValue(_scope),
            Keep = KeepRule.Parse(parse.GetValue(_keep) ?? "longest"),
            Fields = new FieldMapping { Text = parse.GetValue(_textField)! },
            SourceField = parse.GetValue(_sourceField)!,
            Index = parse.GetValue(_against) ?? parse.GetValue(_index),
            ExtendsIndex = parse.GetValue(_index) is not null,
            AcknowledgedSources = parse.GetValue(_acknowledge) ?? [],
            WritesParquet = parse.GetValue(_format) == "parquet",
            Jobs = jobs,
        };
        if (parse.GetValue(_keep) is null && options.HasDatatroveClusters)
        {
            options = options with { Keep = KeepRule.Parse("datatrove") };
        }

        return parse.GetValue(_memory) is { } memory ? options with { MemoryBytes = MemorySize.Parse(memory) } : options;
    }

    private static Option? FirstGiven(ParseResult parse, params Option[] options) => options.FirstOrDefault(option => parse.GetResult(option) is { Implicit: false });

    private static DiagnosticException Problem(string code, string message) => new(Diagnostic.Error(code, message), ExitCode.Usage);
}
