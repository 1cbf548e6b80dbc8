using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Platica.LocalHost.Journaling;

/// <summary>
/// The first bytes of a journal: <c>PLATICAJ</c>, the format's version, the file's random salt, and a CRC-32C of the three.
/// The salt seeds every record's checksum, so that a delivery whose body holds a copy of a record is never taken for one.
/// </summary>
internal static class JournalHeader
{
    /// <summary>Length of the header and offset of the first record.</summary>
    public const int Bytes = 20;

    /// <summary>The format that this version writes, and the newest it reads.</summary>
    public const uint Version = 3;

    /// <summary>The first format had no checkpoints: nothing in it tells which deliveries are settled.</summary>
    public const uint VersionWithoutCheckpoints = 1;

    private static ReadOnlySpan<byte> Magic => "PLATICAJ"u8;

    /// <summary>Reads the header, or writes one into a file that holds nothing yet.</summary>
    /// <returns>The salt, and the format that the file is in.</returns>
    /// <exception cref="JournalUnusableException">The file is no journal, or of a newer format, or its header is damaged.</exception>
    public static (uint Salt, uint Version) ReadOrCreate(IJournalFile file)
    {
        Span<byte> header = stackalloc byte[Bytes];
        var length = file.Read(header, 0);
        return IsUnfinished(header[..length]) ? Create(file) : Read(header[..length]);
    }

    /// <summary>Says that the file is in this version's format from now on. The salt stays.</summary>
    public static void Upgrade(IJournalFile file, uint salt)
    {
        file.Write(Of(salt), 0);
        file.Flush();
    }

    /// <summary>The header of a file of this version's format.</summary>
    public static byte[] Of(uint salt)
    {
        var header = new byte[Bytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), salt);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), Crc32C.Compute(header.AsSpan(0, 16)));
        return header;
    }

    /// <summary>A crash while the journal was being created leaves nothing, zeros, or the beginning of a header.</summary>
    private static bool IsUnfinished(ReadOnlySpan<byte> header) =>
        !header.ContainsAnyExcept((byte)0) || (header.Length < Bytes && header.StartsWith(Magic[..Math.Min(Magic.Length, header.Length)]));

    private static (uint Salt, uint Version) Create(IJournalFile file)
    {
        var salt = BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(sizeof(uint)));
        file.Truncate(0);
        Upgrade(file, salt);
        return (salt, Version);
    }

    private static (uint Salt, uint Version) Read(ReadOnlySpan<byte> header)
    {
        if (!header.StartsWith(Magic))
        {
            throw new JournalUnusableException(
                "deliveries.journal is not a journal of Platica.LocalHost. Move it away, or choose another folder with --data.");
        }

        var version = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[16..]) != Crc32C.Compute(header[..16]))
        {
            throw new JournalUnusableException(
                "The header of deliveries.journal is damaged. Restore the file from a copy, or move it away to start anew.");
        }

        return version <= Version
            ? (BinaryPrimitives.ReadUInt32LittleEndian(header[12..]), version)
            : throw new JournalUnusableException(
                $"deliveries.journal has format {version}, this LocalHost reads up to {Version}. Use the newer LocalHost that wrote it.");
    }
}
