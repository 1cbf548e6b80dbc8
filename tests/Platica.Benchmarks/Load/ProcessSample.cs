namespace Platica.Benchmarks.Load;

/// <summary>What a process holds at a moment.</summary>
/// <param name="Threads">Threads of the operating system.</param>
/// <param name="MemoryBytes">Resident memory.</param>
internal readonly record struct ProcessSample(int Threads, long MemoryBytes);
