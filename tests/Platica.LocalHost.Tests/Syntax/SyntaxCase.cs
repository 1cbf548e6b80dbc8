using System.Text;

namespace Platica.LocalHost.Tests.Syntax;

/// <summary>A piece of text where a signed delivery has a JSON value, or instead of the delivery's whole body.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Text">The bytes.</param>
/// <param name="IsTaken">Whether it is JSON to us: archived as an event; otherwise it is a dead letter.</param>
/// <param name="IsOpen">Whether RFC 8259 leaves that to whoever reads; then this is our choice.</param>
/// <param name="IsWhole">Whether it is the whole body.</param>
public sealed record SyntaxCase(string Name, byte[] Text, bool IsTaken, bool IsOpen = false, bool IsWhole = false)
{
    /// <summary>The delivery's body.</summary>
    public byte[] Body => IsWhole ? Text :
    [
        .. Encoding.UTF8.GetBytes($$"""{"id":"{{Name}}","event":"galaxy.discovered","workspaceId":"ws_1","timestamp":"2026-11-20T09:00:00Z","data":{"probe":"""),
        .. Text,
        .. "}}"u8,
    ];

    public override string ToString() => Name;
}
