using System.CommandLine;

namespace Platica.Cli.Commands;

/// <summary>The lines under "Examples:" in each command's help.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string[]> ByCommand = new()
    {
        ["send"] =
        [
            "platica send conversation.created",
            "platica send --all",
            "platica send flow advance",
            "platica send --file body.json",
            "platica send message.created --url https://example.com/api/webhooks/platica --secret-file secret.txt",
        ],
        ["sign"] =
        [
            "platica sign --file body.json",
            "curl -X POST http://localhost:7071/api/webhooks/platica --data-binary @body.json -H \"$(platica sign --file body.json)\"",
        ],
        ["verify"] = ["platica verify --signature sha256=5f0c… --file body.json"],
        ["show"] = ["platica show conversations", "platica show messages conv_lucia", "platica show clients --json"],
        ["conversations"] = ["platica show conversations --limit 10"],
        ["conversation"] = ["platica show conversation conv_lucia"],
        ["messages"] = ["platica show messages conv_lucia"],
        ["clients"] = ["platica show clients --workspace platica.ws_demo"],
        ["client"] = ["platica show client cli_lucia"],
        ["events"] = ["platica show events --limit 20", "platica show events --json"],
        ["dead-letters"] = ["platica show dead-letters"],
        ["tail"] = ["platica tail", "platica tail --from-start"],
    };

    private static readonly string[] OfRoot =
    [
        "platica send conversation.created",
        "platica send --all",
        "platica show conversations",
        "platica tail",
    ];

    /// <summary>At least one line for every command.</summary>
    public static IReadOnlyList<string> For(Command command) => ByCommand.GetValueOrDefault(command.Name, OfRoot);
}
