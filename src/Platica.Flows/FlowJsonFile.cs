using Platica.Flows.Binding;
using Platica.Flows.FlowJson;

namespace Platica.Flows;

/// <summary>The Flow JSON that a business names for its Flow.</summary>
internal static class FlowJsonFile
{
    /// <summary>Reads it.</summary>
    /// <param name="flow">The Flow's name.</param>
    /// <param name="path">The file, relative to the folder of the app.</param>
    /// <exception cref="FlowSetupException">It cannot be read, or has errors.</exception>
    public static FlowDocument Load(string flow, string path)
    {
        var document = Read(flow, path);
        return !document.HasErrors
            ? document
            : throw new FlowSetupException(
                $"Flow \"{flow}\": {path} has errors; \"platica flow check\" shows them too.{Environment.NewLine}" +
                string.Join(Environment.NewLine, document.Problems.Where(problem => problem.IsError)));
    }

    /// <summary>Sees to it that a handler's screen exists.</summary>
    /// <exception cref="FlowSetupException">The Flow JSON has no such screen.</exception>
    public static void RequireScreen(FlowDocument? document, string? screen, FlowHandler handler)
    {
        if (document?.Model is { } model && screen is not null && model.Find(screen) is null)
        {
            throw new FlowSetupException(
                $"{handler.Place}: the Flow JSON has no such screen. It has {string.Join(", ", model.Screens.Select(known => known.Id))}.");
        }
    }

    private static FlowDocument Read(string flow, string path)
    {
        var file = Path.Combine(AppContext.BaseDirectory, path);
        try
        {
            return FlowDocument.Load(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FlowSetupException(
                $"Flow \"{flow}\": the Flow JSON {file} cannot be read ({exception.GetType().Name}). Does the project copy it, as in " +
                $"<Content Include=\"{path}\" CopyToOutputDirectory=\"PreserveNewest\" />?",
                exception);
        }
    }
}
