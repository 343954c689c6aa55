using KosSound.Cli;

return await CommandLine.RunAsync(args);
