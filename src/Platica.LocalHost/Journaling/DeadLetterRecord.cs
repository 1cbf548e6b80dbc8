using System.Text;

namespace Platica.LocalHost.Journaling;

/// <summary>A record that says how a delivery became a dead letter, where replaying it would not tell: its handlers do not run again.</summary>
/// <param name="Offset">The delivery's record.</param>
/// <param name="Reason">Why, in one word.</param>
/// <param name="Description">What went wrong, without any value of the body.</param>
/// <param name="Attempts">How often it was tried.</param>
internal sealed record DeadLetterRecord(long Offset, string Reason, string Description, int Attempts) : JournalChange
{
    /// <summary>The first byte of its payload.</summary>
    public const byte Kind = 3;

    /// <summary>Length of the payload.</summary>
    public int PayloadBytes =>
        sizeof(byte) + sizeof(long) + sizeof(int) + PayloadWriter.SizeOf(Reason) + Encoding.UTF8.GetByteCount(Description);

    /// <summary>Writes the payload.</summary>
    public void Write(Span<byte> payload)
    {
        var writer = new PayloadWriter(payload);
        writer.Byte(Kind);
        writer.Int64(Offset);
        writer.Int32(Attempts);
        writer.Text(Reason);
        writer.Rest(Encoding.UTF8.GetBytes(Description));
    }

    /// <summary>Reads a payload of this <see cref="Kind"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The payload is not what <see cref="Write"/> makes.</exception>
    public static DeadLetterRecord Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload[1..]);
        var offset = reader.Int64();
        var attempts = reader.Int32();
        var reason = Encoding.UTF8.GetString(reader.Bytes());
        return new(offset, reason, Encoding.UTF8.GetString(reader.Rest()), attempts);
    }
}
