using System.Diagnostics;
using System.Numerics;

namespace Platica.Benchmarks.Load;

/// <summary>
/// Counts of durations in buckets that widen with them, as HdrHistogram has it: whole microseconds up to 127, from there on 64 buckets for
/// each doubling, so that what is read back is at most 1.6 % above what was recorded. For one thread; <see cref="Add"/> brings several together.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int ExactValues = 128;
    private const int BucketsPerDoubling = 64;
    private const int ExactDoublings = 7;
    private const int MostDoublings = 31;

    private readonly long[] _counts = new long[ExactValues + ((MostDoublings - ExactDoublings) * BucketsPerDoubling)];

    /// <summary>How many durations were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>Records what has passed since a <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public void RecordSince(long startedAt) => Record((long)Stopwatch.GetElapsedTime(startedAt).TotalMicroseconds);

    /// <summary>Records a duration in microseconds.</summary>
    public void Record(long microseconds)
    {
        _counts[BucketOf(Math.Clamp(microseconds, 0, (1L << MostDoublings) - 1))]++;
        Count++;
    }

    /// <summary>Takes in what another one has recorded.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            _counts[bucket] += other._counts[bucket];
        }

        Count += other.Count;
    }

    /// <summary>The milliseconds within which a share of the durations stayed, such as 0.99; 0 when there are none.</summary>
    public double Percentile(double share)
    {
        var left = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            left -= _counts[bucket];
            if (left <= 0)
            {
                return LargestOf(bucket) / 1000.0;
            }
        }

        return 0;
    }

    private static int BucketOf(long microseconds)
    {
        if (microseconds < ExactValues)
        {
            return (int)microseconds;
        }

        var doublings = BitOperations.Log2((ulong)microseconds);
        var within = (int)(microseconds >> (doublings - ExactDoublings + 1)) - BucketsPerDoubling;
        return ExactValues + ((doublings - ExactDoublings) * BucketsPerDoubling) + within;
    }

    private static long LargestOf(int bucket)
    {
        if (bucket < ExactValues)
        {
            return bucket;
        }

        var (doublings, within) = Math.DivRem(bucket - ExactValues, BucketsPerDoubling);
        return ((within + BucketsPerDoubling + 1L) << (doublings + 1)) - 1;
    }
}
