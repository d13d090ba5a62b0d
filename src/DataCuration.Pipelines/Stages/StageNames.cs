namespace DataCuration.Pipelines.Stages;

/// <summary>The names of the stages.</summary>
internal static class StageNames
{
    public const string Ingest = "ingest";
    public const string Tokenizer = "tokenizer";
    public const string Language = "language";
    public const string Metrics = "metrics";
    public const string Urls = "urls";
    public const string Classifier = "classifier";
    public const string Quality = "quality";
    public const string ImportanceModel = "importanceModel";
    public const string Importance = "importance";
    public const string PerplexityModel = "perplexityModel";
    public const string Perplexity = "perplexity";
    public const string ContaminationItems = "contaminationItems";
    public const string Contamination = "contamination";
    public const string ContaminationReport = "contaminationReport";
    public const string Privacy = "privacy";
    public const string Tokens = "tokens";
    public const string Signatures = "signatures";
    public const string Clusters = "clusters";
    public const string RephraseSelection = "rephraseSelection";
    public const string Rephrase = "rephrase";
    public const string AnswerThresholds = "answerThresholds";
    public const string Synthetic = "synthetic";
    public const string Pools = "pools";
    public const string ProbeTokens = "probeTokens";
    public const string Probes = "probes";
    public const string Law = "law";
    public const string Mix = "mix";
    public const string Lines = "lines";
    public const string Paragraphs = "paragraphs";
    public const string Substrings = "substrings";
    public const string Dataset = "dataset";
    public const string Manifest = "manifest";
    public const string Report = "report";
}
