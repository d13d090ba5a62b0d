using DataCuration.Cli;

return await CurateTool.RunAsync(args, new ToolConsole(Console.Out, Console.Error), CancellationToken.None).ConfigureAwait(false);
