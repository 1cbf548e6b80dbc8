using Platica.Cli.Http;

namespace Platica.Cli.Funnel;

/// <summary>How far people come in a Flow, and what its answers were.</summary>
internal sealed class FlowFunnel
{
    /// <summary>The name of the row for opening the Flow; no screen's, for those are letters and underscores.</summary>
    public const string Opened = "(opened)";

    /// <summary>The screen that ends a Flow.</summary>
    public const string Success = "SUCCESS";

    /// <param name="exchanges">The exchanges, in any order.</param>
    public FlowFunnel(IEnumerable<ExchangeView> exchanges)
    {
        Exchanges = [.. exchanges.OrderBy(exchange => exchange.At)];
        var ways = Exchanges.GroupBy(exchange => exchange.Session).Select(Way).ToList();
        People = ways.Count;
        Steps = [.. ways
            .SelectMany(way => way.Select((screen, place) => (Screen: screen, Place: place, WentOn: place < way.Count - 1)))
            .GroupBy(visit => visit.Screen)
            .OrderBy(visits => visits.Key == Success)
            .ThenBy(visits => visits.Average(visit => visit.Place))
            .Select(visits => new FunnelStep(visits.Key, visits.Count(), visits.Count(visit => visit.WentOn)))];
        Outcomes = [.. Exchanges
            .GroupBy(exchange => exchange.Outcome)
            .Select(same => (Outcome: same.Key, Count: same.Count(), same.First().IsFallback))
            .OrderByDescending(outcome => outcome.Count)];
        Times = new(Exchanges.Select(exchange => exchange.Milliseconds).OfType<double>());
    }

    /// <summary>The exchanges, the oldest first.</summary>
    public IReadOnlyList<ExchangeView> Exchanges { get; }

    /// <summary>How many sessions there are: a person who opens the Flow from two messages counts twice.</summary>
    public int People { get; }

    /// <summary>The screens in the order in which people come to them, <see cref="Opened"/> first.</summary>
    public IReadOnlyList<FunnelStep> Steps { get; }

    /// <summary>How exchanges ended, the most frequent first.</summary>
    public IReadOnlyList<(string Outcome, int Count, bool IsFallback)> Outcomes { get; }

    /// <summary>How many exchanges were answered with the fallback.</summary>
    public int Fallbacks => Outcomes.Where(outcome => outcome.IsFallback).Sum(outcome => outcome.Count);

    /// <summary>How long the answers took.</summary>
    public Latencies Times { get; }

    // Each screen once, where it was first seen: who goes back and forth does not leave.
    private static List<string> Way(IEnumerable<ExchangeView> session) =>
        [.. session.SelectMany(exchange => new[] { exchange.From, exchange.To }).Where(screen => screen.Length > 0).Prepend(Opened).Distinct()];
}
