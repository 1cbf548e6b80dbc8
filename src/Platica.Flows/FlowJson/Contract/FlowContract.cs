using System.Collections.Frozen;
using System.Text.Json;
using Platica.Flows.FlowJson.Model;
using Platica.Webhooks.Flows;

namespace Platica.Flows.FlowJson.Contract;

/// <summary>
/// Holds answers against a Flow JSON. Sources: "Routing rules" in Meta's Flow JSON reference; <c>invalid-screen-transition</c> and
/// <c>payload-schema-error</c> in its error codes.
/// </summary>
internal sealed class FlowContract
{
    private readonly FrozenDictionary<string, ScreenContract> _screens;
    private readonly bool _hasRoutes;
    private readonly bool _hasEntries;

    public FlowContract(FlowModel flow)
    {
        _screens = flow.Screens.Where(screen => screen.Id.Length > 0).DistinctBy(screen => screen.Id)
            .ToFrozenDictionary(screen => screen.Id, screen => new ScreenContract(screen, flow.Routing), StringComparer.Ordinal);

        // An answer comes from a server, and only routing_model speaks of those.
        _hasRoutes = flow.Routing.Declaration is not null;
        _hasEntries = flow.Routing.Entries.Count > 0;
    }

    public FlowAnswerCheck Check(FlowAction action, string? currentScreen, string? targetScreen, JsonElement data)
    {
        List<FlowAnswerViolation>? violations = null;
        var current = Find(currentScreen);
        var target = string.IsNullOrEmpty(targetScreen) ? current : Find(targetScreen);
        if (target is null)
        {
            if (targetScreen == FlowModel.Success)
            {
                AnswerData.CheckEnd(data, ref violations);
            }
            else if (!string.IsNullOrEmpty(targetScreen) && _screens.Count > 0)
            {
                (violations ??= []).Add(new(FlowViolationKind.UnknownScreen, "screen", $"The Flow JSON has no screen \"{PlainName.Of(targetScreen)}\"."));
            }

            return new(violations, data);
        }

        if (!MayFollow(action, current, target))
        {
            (violations ??= []).Add(new(FlowViolationKind.UnreachableScreen, "screen", action == FlowAction.Init || current is null
                ? $"The Flow cannot begin with screen \"{target.Id}\": in routing_model other screens lead to it."
                : $"routing_model has no way from screen \"{current.Id}\" to \"{target.Id}\"."));
        }

        var moves = action == FlowAction.Init || current != target;
        AnswerData.Check(target.Data, data, moves, ref violations);
        return new(violations, violations?.Exists(violation => violation.IsMended) == true ? AnswerMender.Mend(target.Data, data) : data);
    }

    private ScreenContract? Find(string? id) => id is null ? null : _screens.GetValueOrDefault(id);

    private bool MayFollow(FlowAction action, ScreenContract? current, ScreenContract target)
    {
        if (!_hasRoutes)
        {
            return true;
        }

        if (action == FlowAction.Init)
        {
            return target.IsEntry || !_hasEntries;
        }

        return current is null
            || current == target
            || current.LeadsTo(target)
            || (action != FlowAction.DataExchange && current.ComesAfter(target));
    }
}
