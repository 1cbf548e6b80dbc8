using Platica.TestCommand;

return await new TestRun(Console.Out).RunAsync(Directory.GetCurrentDirectory(), args);
