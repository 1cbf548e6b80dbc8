using System.Globalization;
using Platica.Flows;
using Platica.Processing.Erasure;
using Platica.Processing.Receiving;
using Platica.Processing.Retention;
using Platica.Processing.Tables;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Providers.Watsi;
using Platica.Webhooks.Providers.Whapi;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Settings;

/// <summary>The settings that mean the same in every home.</summary>
/// <param name="Receiver"><c>Receiver:*</c>.</param>
/// <param name="Flows"><c>Flows:*</c>.</param>
/// <param name="Platica"><c>Platica:*</c>. A secret that is missing, or a Key Vault reference that was not resolved, is no error here: the
/// receiver starts, answers 503 and shows it in health.</param>
/// <param name="Erasure"><c>Erasure:*</c>. A Key Vault reference that was not resolved counts as no key.</param>
/// <param name="Retention"><c>Retention:*</c>.</param>
public sealed record PipelineSettings(ReceiverOptions Receiver, FlowOptions Flows, PlaticaSettings Platica, ErasureOptions Erasure, RetentionOptions Retention)
{
    /// <summary>In bytes: where a queue hands out 100 messages at a time, their bodies are in memory together.</summary>
    private const int LargestBodyOfQueue = 8 * 1024 * 1024;

    /// <summary><c>Watsi:*</c>.</summary>
    public required WatsiSettings Watsi { get; init; }

    /// <summary><c>Whapi:*</c>.</summary>
    public required WhapiSettings Whapi { get; init; }

    /// <summary><c>Tables:Prefix</c>: what the names of the tables in use begin with; empty for nothing. Where tables last, it chooses among rebuilt ones.</summary>
    public string TablesPrefix { get; init; } = string.Empty;

    /// <summary>Reads them.</summary>
    /// <param name="setting">A setting's text by its name with colons, such as <c>Platica:Secret</c>; null when it is not set.</param>
    /// <param name="largestBody">The most that <c>Receiver:MaxBodyBytes</c> may be in this home.</param>
    /// <param name="flowMaxAge">What <c>Flows:MaxAge</c> is in this home when it is not set; null for any age.</param>
    /// <exception cref="SettingException">A value makes no sense; the message names the setting.</exception>
    public static PipelineSettings Read(Func<string, string?> setting, int largestBody = LargestBodyOfQueue, TimeSpan? flowMaxAge = null)
    {
        var reader = new SettingReader(setting);
        return new(ReadReceiver(reader, largestBody), ReadFlows(reader, flowMaxAge), ReadPlatica(reader), ReadErasure(reader), ReadRetention(reader))
        {
            Watsi = new(ReadSecrets(reader, "Watsi")),
            Whapi = ReadWhapi(reader),
            TablesPrefix = ReadTablesPrefix(reader),
        };
    }

    private static string ReadTablesPrefix(SettingReader reader)
    {
        var prefix = reader.Text("Tables:Prefix") ?? string.Empty;
        return TableSets.IsPrefix(prefix) ? prefix : throw new SettingException("Tables:Prefix", "up to 20 letters and digits, a letter first, or not set; and none that makes one table's name of another's");
    }

    private static ReceiverOptions ReadReceiver(SettingReader reader, int largestBody)
    {
        var defaults = new ReceiverOptions();
        return defaults with { MaxBodyBytes = reader.Number("Receiver:MaxBodyBytes", defaults.MaxBodyBytes, 1, largestBody) };
    }

    private static FlowOptions ReadFlows(SettingReader reader, TimeSpan? maxAge)
    {
        var defaults = new FlowOptions();
        return defaults with
        {
            DeadlineMilliseconds = reader.Number("Flows:DeadlineMilliseconds", defaults.DeadlineMilliseconds, 1, FlowOptions.LongestDeadlineMilliseconds),
            FallbackMessage = reader.Text("Flows:FallbackMessage") ?? defaults.FallbackMessage,
            InvalidFormMessage = reader.Text("Flows:InvalidFormMessage") ?? defaults.InvalidFormMessage,
            MaxConcurrentHandlers = reader.Number("Flows:MaxConcurrentHandlers", defaults.MaxConcurrentHandlers, 1, FlowOptions.MostConcurrentHandlers),
            MaxAge = reader.Duration("Flows:MaxAge", maxAge),
        };
    }

    private static PlaticaSettings ReadPlatica(SettingReader reader) => new(ReadSecrets(reader, "Platica"), reader.Flag("Platica:AllowUnsigned"));

    private static WhapiSettings ReadWhapi(SettingReader reader)
    {
        var header = reader.Text("Whapi:SecretHeader") ?? WhapiSettings.DefaultHeader;
        return new(
            new(reader.Text("Whapi:Secret"), reader.Text("Whapi:PreviousSecret")),
            new(ReadPathSecret(reader, "Whapi:PathSecret"), ReadPathSecret(reader, "Whapi:PreviousPathSecret")),
            WhapiSettings.IsHeaderName(header) ? header : throw new SettingException("Whapi:SecretHeader", "a header's name, such as X-Webhook-Secret, or not set"));
    }

    private static string? ReadPathSecret(SettingReader reader, string name) => reader.Text(name) switch
    {
        null => null,
        var secret when SigningSecrets.IsReference(secret) || WhapiSettings.IsPathSegment(secret) => secret,
        _ => throw new SettingException(name, "letters, digits and any of - . _ ~ that can be one segment of a URL, or not set"),
    };

    private static SigningSecrets ReadSecrets(SettingReader reader, string provider) =>
        new(reader.Text($"{provider}:Secret"), reader.Text($"{provider}:PreviousSecret"));

    private static RetentionOptions ReadRetention(SettingReader reader) => new()
    {
        Events = reader.Days("Retention:Events"),
        DeadLetters = reader.Days("Retention:DeadLetters"),
        Messages = reader.Days("Retention:Messages"),
        ConversationEvents = reader.Days("Retention:ConversationEvents"),
        Conversations = reader.Days("Retention:Conversations"),
        Referrals = reader.Days("Retention:Referrals"),
        FlowExchanges = reader.Days("Retention:FlowExchanges"),
        Calls = reader.Days("Retention:Calls"),
    };

    private static ErasureOptions ReadErasure(SettingReader reader) => new()
    {
        Key = reader.Text("Erasure:Key") switch
        {
            null => null,
            var key when SigningSecrets.IsReference(key) => null,
            { Length: >= ErasureOptions.ShortestKey } key => key,
            _ => throw new SettingException(
                "Erasure:Key", string.Create(CultureInfo.InvariantCulture, $"at least {ErasureOptions.ShortestKey} random characters")),
        },
    };
}
