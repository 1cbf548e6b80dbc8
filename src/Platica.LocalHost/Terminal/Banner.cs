using System.Globalization;
using System.Reflection;
using Platica.LocalHost.Data;
using Platica.LocalHost.Journaling;

namespace Platica.LocalHost.Terminal;

/// <summary>What a newcomer needs to know, printed once LocalHost is ready.</summary>
internal static class Banner
{
    private static readonly string UnderTheUrl = Environment.NewLine + new string(' ', 15);

    /// <summary>Prints it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="endpoints">The addresses in use.</param>
    /// <param name="providers">The route names of the providers that are on.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="recovery">What the journal held.</param>
    /// <param name="newSecret">The secret, if it was made just now; otherwise null, and only the file is named.</param>
    /// <param name="secretSource">Where the secret is, or why there is none.</param>
    public static void Print(TextWriter output, LocalEndpoints endpoints, IEnumerable<string> providers, DataFolder data, RecoveryReport recovery, string? newSecret, string secretSource)
    {
        var version = typeof(Banner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Platica.LocalHost {version}

              Webhook URL  {string.Join(UnderTheUrl, providers.Select(provider => new Uri(endpoints.Receiver, $"api/webhooks/{provider}")))}
              Read API     {new Uri(endpoints.Admin, "api/conversations")}
              Operations   {new Uri(endpoints.Admin, "api/operations/")}, key in {data.OperationsKeyFile}
              Data         {data.Path} ({recovery.Records} deliveries)
              Secret       {secretSource}
            """));
        if (newSecret is not null)
        {
            output.WriteLine($"               made just now, shown only this once: {newSecret}");
        }

        if (recovery.CutBytes > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

                  The journal ended in {recovery.CutBytes} bytes of a record that was never acknowledged: cut off{(recovery.CutFile is { } file ? $", kept in {data.JournalFile}{file}" : "")}.
                """));
        }

        if (recovery.FreedBytes > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

                  Most of the journal was erased: written anew without that, {recovery.FreedBytes} bytes shorter.
                """));
        }

        if (recovery.NotCompacted is { } problem)
        {
            output.WriteLine($"""

                  Most of the journal is erased, but it could not be written anew: {problem} It stays as it is; the next start tries again.
                """);
        }

        foreach (var range in recovery.Damaged)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

                  The journal is damaged at byte {range.Offset} for {range.Bytes} bytes: skipped, and left in place. Every other delivery is intact.
                """));
        }

        output.WriteLine("""

            Next, in another terminal:

              dotnet run --project src/Platica.Cli -- send --all

            Ctrl+C stops.

            """);
    }
}
