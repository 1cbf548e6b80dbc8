using BenchmarkDotNet.Running;
using Platica.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(SignatureBenchmark).Assembly).Run(args);
