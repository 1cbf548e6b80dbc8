using System.Text.Json;
using System.Text.Json.Nodes;
using Platica.Processing.Reading;

namespace Platica.Processing.Tests.Cloud;

/// <summary>
/// Somebody who has something done as <c>platica</c> does it: page by page, a page that was not answered once more, and from the beginning
/// when that did not help; and all of it as often as he likes.
/// </summary>
/// <param name="name">The operation, or <see cref="Maintenance"/>.</param>
/// <param name="parameters">Its parameters, as an anonymous object.</param>
/// <param name="notBefore">How many steps of the run he lets pass each time, if there are so many.</param>
/// <param name="times">How often he has it done.</param>
internal sealed class Operator(string name, object parameters, int notBefore = 0, int times = 1)
{
    /// <summary>The hourly run, which nobody calls, and which has no pages.</summary>
    public const string Maintenance = "maintain";

    private const int MostTries = 6;
    private const int PauseSteps = 10;
    private const int Ok = 200;
    private const int Unavailable = 503;

    private int _left = times;
    private int _since;
    private int _pausedUntil;
    private int _failures;
    private string? _continuation;

    public string Name => name;

    /// <summary>Whether it learns on its way whose something is: see <see cref="ServiceCall.IsAtOnce"/>.</summary>
    public bool IsErasing => name is "erase" or Maintenance;

    /// <summary>Whether he has more to do and does not wait for an answer.</summary>
    public bool IsReady => _left > 0 && !IsBusy;

    /// <summary>What all pages counted.</summary>
    public Dictionary<string, long> Counts { get; } = [];

    private bool IsBusy { get; set; }

    /// <summary>Whether it is time for him.</summary>
    public bool IsDue(int step) => IsReady && step >= _pausedUntil && (step >= _since + notBefore || _continuation is not null);

    /// <summary>Makes the next call: its body.</summary>
    public string Begin()
    {
        IsBusy = true;
        var json = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        json["continuation"] = _continuation;
        return json.ToJsonString();
    }

    /// <summary>The process that was to answer died.</summary>
    public void Interrupted(int step, Tally tally)
    {
        tally.Count($"pages without an answer, {name}");
        Fail(step);
    }

    /// <summary>The call was answered. What should never have been; null when it may.</summary>
    public string? Answered(ReadAnswer answer, int step, Tally tally)
    {
        tally.Count($"pages answered {answer.StatusCode}, {name}");
        if (answer.StatusCode != Ok)
        {
            Fail(step);
            return answer.StatusCode == Unavailable ? null : $"{answer.StatusCode} is no answer to {name}: {JsonElement.Parse(answer.Body.Span)}";
        }

        var page = JsonElement.Parse(answer.Body.Span);
        foreach (var count in page.GetProperty("counts").EnumerateObject())
        {
            Counts[count.Name] = Counts.GetValueOrDefault(count.Name) + count.Value.GetInt64();
            tally.Count($"{name}: {count.Name}", (int)count.Value.GetInt64());
        }

        (IsBusy, _failures, _continuation) = (false, 0, page.GetProperty("continuation").GetString());
        if (_continuation is null)
        {
            (_left, _since) = (_left - 1, step);
        }

        return null;
    }

    private void Fail(int step)
    {
        (IsBusy, _pausedUntil) = (false, step + PauseSteps);
        if (++_failures == MostTries)
        {
            (_failures, _continuation) = (0, null);
        }
    }
}
