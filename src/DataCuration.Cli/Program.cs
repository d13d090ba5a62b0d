using DataCuration.Cli;

return await CurateTool.RunAsync(args, new ToolConsole(Console.Out, Console.Error, !Console.IsErrorRedirected), CancellationToken.None).ConfigureAwait(false);
