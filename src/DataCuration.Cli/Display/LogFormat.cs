namespace DataCuration.Cli.Display;

/// <summary>How a run reports what it does.</summary>
internal enum LogFormat
{
    /// <summary>A live table on a terminal, otherwise plain lines.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>Plain lines, whatever the terminal.</summary>
    Msbuild,
}
