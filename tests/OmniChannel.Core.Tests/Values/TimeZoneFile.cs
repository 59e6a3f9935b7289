using System.Buffers.Binary;

namespace OmniChannel.Tests.Values;

/// <summary>Reads a compiled zone (TZif, RFC 9636) by itself: a second opinion beside TimeZoneInfo.</summary>
internal static class TimeZoneFile
{
    private const int Header = 44;

    /// <summary>Every change of the offset that the file lists, as (Unix second, offset in seconds), and the offset before the first.</summary>
    public static (int First, List<(long At, int Offset)> Changes) Read(string zone)
    {
        var path = Path.Combine("/usr/share/zoneinfo", zone);
        if (!File.Exists(path))
        {
            Needs.Missing($"Needs {path} (package tzdata).");
        }

        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        var first = Counts(file);
        file = file[(Header + (first.Times * 5) + (first.Types * 6) + first.Letters + (first.Leaps * 8) + first.Standards + first.Locals)..];
        var (times, types) = (Counts(file).Times, Counts(file).Types);
        var indexes = file.Slice(Header + (8 * times), times);
        var offsets = new int[types];
        for (var i = 0; i < types; i++)
        {
            offsets[i] = BinaryPrimitives.ReadInt32BigEndian(file[(Header + (9 * times) + (6 * i))..]);
        }

        var (changes, last) = (new List<(long, int)>(), offsets[0]);
        for (var i = 0; i < times; i++)
        {
            if (offsets[indexes[i]] != last)
            {
                last = offsets[indexes[i]];
                changes.Add((BinaryPrimitives.ReadInt64BigEndian(file[(Header + (8 * i))..]), last));
            }
        }

        return (offsets[0], changes);
    }

    private static (int Locals, int Standards, int Leaps, int Times, int Types, int Letters) Counts(ReadOnlySpan<byte> header) => (
        BinaryPrimitives.ReadInt32BigEndian(header[20..]),
        BinaryPrimitives.ReadInt32BigEndian(header[24..]),
        BinaryPrimitives.ReadInt32BigEndian(header[28..]),
        BinaryPrimitives.ReadInt32BigEndian(header[32..]),
        BinaryPrimitives.ReadInt32BigEndian(header[36..]),
        BinaryPrimitives.ReadInt32BigEndian(header[40..]));
}
