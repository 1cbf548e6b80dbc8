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
        ["flow"] =
        [
            "platica flow check cotizador.flow.json",
            "platica flow run cotizador.flow.json --flow flow_doc_abc",
            "platica flow stats --flow flow_doc_abc",
        ],
        ["flow check"] = ["platica flow check cotizador.flow.json", "platica flow check *.flow.json --json"],
        ["flow graph"] = ["platica flow graph cotizador.flow.json > cotizador.mmd"],
        ["flow types"] = ["platica flow types cotizador.flow.json --namespace Shop.QuoteFlow > QuoteFlowTypes.cs"],
        ["flow run"] =
        [
            "platica flow run cotizador.flow.json --flow flow_doc_abc",
            "platica flow run cotizador.flow.json --set selected_product=p2 --set payment_method=card --json",
            "platica flow run cita.flow.json https://example.com --secret-file secret.txt --answers answers.json",
        ],
        ["flow stats"] = ["platica flow stats --flow flow_doc_abc", "platica flow stats --flow flow_doc_abc --since 2026-11-20 --json"],
        ["sign"] =
        [
            "platica sign --file body.json",
            "curl -X POST http://localhost:7071/api/webhooks/platica --data-binary @body.json -H \"$(platica sign --file body.json)\"",
        ],
        ["verify"] = ["platica verify --signature sha256=5f0c… --file body.json"],
        ["check"] =
        [
            "platica check",
            "platica check https://example.com --secret-file secret.txt",
            "platica check https://example.com/api/webhooks/platica --json",
        ],
        ["show"] =
        [
            "platica show conversations",
            "platica show messages conv_lucia",
            "platica show clients --json",
            "platica show conversations --url https://func-….azurewebsites.net",
        ],
        ["show conversations"] =
        [
            "platica show conversations --limit 10",
            "platica show conversations --status active --owner ana@example.com",
            "platica show conversations --provider whapi --kind group",
        ],
        ["show conversation"] = ["platica show conversation conv_lucia"],
        ["show messages"] = ["platica show messages conv_lucia", "platica show messages conv_lucia --after 2026-11-20T09:00:00Z"],
        ["show conversation-events"] = ["platica show conversation-events conv_lucia"],
        ["show clients"] = ["platica show clients --workspace platica.ws_demo", "platica show clients --tag prospecto"],
        ["show client"] = ["platica show client cli_lucia"],
        ["show channels"] = ["platica show channels", "platica show channels --provider whapi --status QR"],
        ["show channel"] = ["platica show channel CHAN-A1 --provider whapi"],
        ["show calls"] = ["platica show calls --provider whapi", "platica show calls --status missed --since 2026-11-20"],
        ["show call"] = ["platica show call ED3D0CFB9 --provider whapi"],
        ["show labels"] = ["platica show labels --provider whapi"],
        ["show referrals"] = ["platica show referrals --since 2026-11-01"],
        ["show flow-exchanges"] = ["platica show flow-exchanges --flow flow_doc_abc"],
        ["show flow-responses"] = ["platica show flow-responses --json"],
        ["show flow-response"] = ["platica show flow-response bHVjaWEtMDE="],
        ["show events"] = ["platica show events --day 2026-11-20 --event message.created", "platica show events --json"],
        ["show dead-letters"] = ["platica show dead-letters --reason malformed-envelope"],
        ["person"] =
        [
            "platica person --phone \"+52 1 55 0000 0001\" --output lucia.json",
            "platica person --client cli_lucia --url https://func-….azurewebsites.net",
        ],
        ["erase"] =
        [
            "platica erase --phone \"+52 1 55 0000 0001\"",
            "platica erase --client cli_lucia --dry-run",
            "platica erase --client cli_lucia --yes --url https://func-….azurewebsites.net",
        ],
        ["find"] =
        [
            "platica find +52 1 55 0000 0001",
            "platica find 525500000001 --json",
            "platica find 525500000001 --url https://func-….azurewebsites.net",
        ],
        ["timeline"] =
        [
            "platica timeline conv_lucia",
            "platica timeline conv_lucia --messages-only --limit 200",
            "platica timeline conv_lucia --after 2026-11-20 --json",
        ],
        ["export"] =
        [
            "platica export conversations --format csv --output conversations.csv",
            "platica export messages | gzip > messages.jsonl.gz",
            "platica export events --bodies --day 2026-11-20",
            "platica export messages --url https://func-….azurewebsites.net --output messages.csv",
        ],
        ["export conversations"] = ["platica export conversations --status active --output active.csv"],
        ["export messages"] =
        [
            "platica export messages --output messages.jsonl",
            "platica export messages --after 2026-11-01 --output november.csv",
        ],
        ["export conversation-events"] = ["platica export conversation-events --event conversation.expired --format csv"],
        ["export clients"] = ["platica export clients --excel --output clients.csv"],
        ["export channels"] = ["platica export channels --output channels.csv"],
        ["export calls"] = ["platica export calls --provider whapi --since 2026-11-01 --output calls.csv"],
        ["export labels"] = ["platica export labels --provider whapi"],
        ["export referrals"] = ["platica export referrals --format csv"],
        ["export flow-exchanges"] = ["platica export flow-exchanges --flow flow_doc_abc --output leads.csv"],
        ["export flow-responses"] = ["platica export flow-responses --output responses.jsonl"],
        ["export events"] = ["platica export events --bodies --day 2026-11-20 --output day.jsonl"],
        ["export dead-letters"] = ["platica export dead-letters --bodies"],
        ["rebuild"] =
        [
            "platica rebuild",
            "platica rebuild --since 2026-11-01 --url https://func-….azurewebsites.net",
            "platica rebuild --into v2 --url https://func-….azurewebsites.net",
        ],
        ["backfill"] =
        [
            "platica backfill --dry-run",
            "platica backfill https://func-….azurewebsites.net --secret-file secret.txt",
            "platica backfill https://func-….azurewebsites.net --secret-file secret.txt --since 2026-11-20",
        ],
        ["dead-letters"] =
        [
            "platica dead-letters list --reason handler-failed",
            "platica dead-letters replay --reason handler-failed --since 2026-11-20",
            "platica dead-letters drop --older-than 90d",
        ],
        ["dead-letters list"] = ["platica dead-letters list --older-than 1h", "platica dead-letters list --state replayed --json"],
        ["dead-letters show"] = ["platica dead-letters show 08de2811c3a5b2f0-1a2b3c4d --body"],
        ["dead-letters replay"] =
        [
            "platica dead-letters replay 08de2811c3a5b2f0-1a2b3c4d",
            "platica dead-letters replay --reason handler-failed --rate 50",
            "platica dead-letters replay --dry-run --url https://func-….azurewebsites.net",
        ],
        ["dead-letters drop"] =
        [
            "platica dead-letters drop --reason malformed-envelope --older-than 90d",
            "platica dead-letters drop --state replayed --yes",
        ],
        ["tail"] = ["platica tail", "platica tail --from-start"],
        ["retention"] = ["platica retention --dry-run", "platica retention --url https://func-….azurewebsites.net"],
    };

    private static readonly string[] OfRoot =
    [
        "platica send conversation.created",
        "platica send --all",
        "platica check https://example.com",
        "platica find +52 1 55 0000 0001",
        "platica timeline conv_lucia",
        "platica export messages --output messages.csv",
        "platica tail",
    ];

    /// <summary>At least one line for every command.</summary>
    public static IReadOnlyList<string> For(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault(parent => parent is not RootCommand);
        return ByCommand.GetValueOrDefault(parent is null ? command.Name : $"{parent.Name} {command.Name}", OfRoot);
    }
}
