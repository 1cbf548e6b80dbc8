namespace Platica.Flows.FlowJson;

/// <summary>How bad a <see cref="FlowProblem"/> is.</summary>
public enum FlowProblemSeverity
{
    /// <summary>Worth a look; Meta takes the Flow, or its documentation does not say.</summary>
    Warning,

    /// <summary>Meta's documentation says that it refuses this, or the Flow cannot work.</summary>
    Error,
}
