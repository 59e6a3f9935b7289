using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>How the id of an event is stored. A row of an index holds 2,700 bytes at most, and the longest names in three-byte letters are longer: such an id is stored as its hash, and itself before the body.</summary>
internal static class EventName
{
    private const int MostBytes = 2_500;

    /// <summary>Begins a hash; no name has a control character.</summary>
    private const char Mark = '\u0001';

    public static string Stored(string source, string id) =>
        Encoding.UTF8.GetByteCount(source) + Encoding.UTF8.GetByteCount(id) <= MostBytes ? id : Mark + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    public static (string Id, ReadOnlyMemory<byte> Body) Stored(NewEvent entry)
    {
        var stored = Stored(entry.Source, entry.Id);
        if (ReferenceEquals(stored, entry.Id))
        {
            return (stored, entry.Body);
        }

        var id = Encoding.UTF8.GetBytes(entry.Id);
        var body = new byte[sizeof(ushort) + id.Length + entry.Body.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(body, (ushort)id.Length);
        id.CopyTo(body, sizeof(ushort));
        entry.Body.Span.CopyTo(body.AsSpan(sizeof(ushort) + id.Length));
        return (stored, body);
    }

    public static (string Id, ReadOnlyMemory<byte> Body) Given(string stored, byte[] body)
    {
        if (stored[0] != Mark)
        {
            return (stored, body);
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(body);
        return (Encoding.UTF8.GetString(body, sizeof(ushort), length), body.AsMemory(sizeof(ushort) + length));
    }
}
