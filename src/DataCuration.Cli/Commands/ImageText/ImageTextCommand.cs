using System.CommandLine;

namespace DataCuration.Cli.Commands.ImageText;

/// <summary><c>curate image-text</c>: pools, learning curves and subsets of image-text samples, for training code that is not ours.</summary>
internal static class ImageTextCommand
{
    public static Command Create(ToolConsole console) => new("image-text", "Curates image-text samples by their metadata: pools, learning curves, and subsets for DataComp's resharder.")
    {
        PoolsCommand.Create(console),
        CurvesCommand.Create(console),
        SubsetCommand.Create(console),
        UidsCommand.Create(console),
    };
}
