using Platica.Cli;

return await CommandLine.RunAsync(args, CliHost.ForProcess(), CancellationToken.None);
