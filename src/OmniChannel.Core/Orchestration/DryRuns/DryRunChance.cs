using System.Buffers.Binary;

namespace OmniChannel;

/// <summary>Random bytes that are the same in every dry run: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). Nothing secret is made of them: what they name is never sent. Safe for many threads.</summary>
internal sealed class DryRunChance
{
    private long state;

    public void Fill(Memory<byte> bytes)
    {
        Span<byte> next = stackalloc byte[8];
        for (var rest = bytes.Span; rest.Length > 0; rest = rest[int.Min(8, rest.Length)..])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(next, Next());
            next[..int.Min(8, rest.Length)].CopyTo(rest);
        }
    }

    private ulong Next()
    {
        var z = (ulong)Interlocked.Add(ref state, unchecked((long)0x9E3779B97F4A7C15));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
