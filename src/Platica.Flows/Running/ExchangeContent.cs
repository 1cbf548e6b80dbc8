using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Platica.Flows.Sessions;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Running;

/// <summary>What makes two exchanges the same but for their event ids. The form itself is not kept.</summary>
/// <param name="Session">The session.</param>
/// <param name="Action">What the phone asks for.</param>
/// <param name="Screen">The screen the person is on.</param>
/// <param name="Payload">A hash of the form.</param>
internal readonly record struct ExchangeContent(SessionKey Session, FlowAction Action, string? Screen, UInt128 Payload)
{
    /// <summary>The exchange's content; null where nothing tells its session: what two people send may be the same.</summary>
    public static ExchangeContent? Of(FlowExchange exchange) => SessionKey.Of(exchange) is { } session
        ? new(session, exchange.Action, exchange.Screen, HashOf(exchange))
        : null;

    private static UInt128 HashOf(FlowExchange exchange)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(JsonMarshal.GetRawUtf8Value(exchange.Payload), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
