using System.Net;
using Microsoft.Extensions.Configuration;
using Platica.LocalHost.Data;
using Platica.LocalHost.Journaling;
using Platica.Processing.Settings;

namespace Platica.LocalHost;

/// <summary>Makes options of the command line and the environment (<c>Platica__Secret</c> and the like); a setting that makes no sense is an error.</summary>
internal static class LocalHostSettings
{
    /// <summary>Half a record of the journal: its headers and a Flow's answer fit beside it.</summary>
    private const int LargestBody = RecordFrame.MaxPayloadBytes / 2;

    /// <summary>Reads everything.</summary>
    /// <exception cref="StartupException">An option is not usable; the message names it.</exception>
    /// <exception cref="SettingException">A setting is not usable; the message names it.</exception>
    public static LocalHostOptions Read(string? urls, string? adminUrls, string? data, IConfiguration configuration)
    {
        var defaults = new LocalHostOptions { Data = Folder(data ?? DataFolder.Default) };
        var reader = new SettingReader(name => configuration[name]);
        return defaults with
        {
            ReceiverUrl = Url("--urls", urls, defaults.ReceiverUrl),
            AdminUrl = Loopback("--admin-urls", Url("--admin-urls", adminUrls, defaults.AdminUrl)),
            Pipeline = PipelineSettings.Read(name => configuration[name], LargestBody),
            Secret = reader.Text("Platica:Secret"),
            PreviousSecret = reader.Text("Platica:PreviousSecret"),
        };
    }

    private static DataFolder Folder(string path) =>
        path.Length > 0 ? new DataFolder(path) : throw new StartupException("--data must name a folder.");

    private static Uri Url(string option, string? text, Uri fallback)
    {
        if (text is null)
        {
            return fallback;
        }

        var isUsable = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp
            && url.PathAndQuery == "/" && url.UserInfo.Length == 0;
        return isUsable ? url! : throw new StartupException(
            $"{option} must be one address such as {fallback.GetLeftPart(UriPartial.Authority)}. LocalHost speaks plain HTTP; a tunnel adds HTTPS.");
    }

    private static Uri Loopback(string option, Uri url) =>
        url.IsLoopback || (IPAddress.TryParse(url.Host, out var address) && IPAddress.IsLoopback(address)) ? url : throw new StartupException(
            $"{option} must be an address of this machine itself, such as http://localhost:7072: the read API shows customers' messages and asks for no password.");
}
