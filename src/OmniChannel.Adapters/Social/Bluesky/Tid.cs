using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Social;

/// <summary>Names of records in the AT Protocol (TID): microseconds since 1970 and ten bits more, as thirteen letters that sort by time.</summary>
internal static class Tid
{
    private const string Letters = "234567abcdefghijklmnopqrstuvwxyz";

    /// <summary>The name of a message's record: the same at every attempt, because it is made of when the message was accepted, to the second, and of its key.</summary>
    public static string Of(string key, DateTimeOffset at)
    {
        var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var microseconds = ((ulong)at.ToUnixTimeSeconds() * 1_000_000) + (hash % 1_000_000);
        return Write((microseconds << 10) | ((hash >> 32) & 0x3FF));
    }

    private static string Write(ulong value) => string.Create(13, value & long.MaxValue, static (name, rest) =>
    {
        for (var i = name.Length - 1; i >= 0; i--)
        {
            name[i] = Letters[(int)(rest & 31)];
            rest >>= 5;
        }
    });
}
