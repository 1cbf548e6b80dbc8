using BenchmarkDotNet.Running;
using Platica.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(ReceiveBenchmark).Assembly).Run(args);
