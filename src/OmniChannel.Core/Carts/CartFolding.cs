namespace OmniChannel;

/// <summary>When a cart in use is folded, so that its row stays small however often somebody adds to it. Pure.</summary>
/// <remarks>By number and not by time, because an attack takes no time: the newest <see cref="Kept"/> operations that left something can be undone and built upon, whatever their age.</remarks>
internal static class CartFolding
{
    /// <summary>How many pieces a head holds before it is folded.</summary>
    public const int Most = 1_000;

    /// <summary>How many of the newest are never folded.</summary>
    public const int Kept = 500;

    /// <summary>How many pieces and takings a head holds.</summary>
    public static int SizeOf(CartHead head)
    {
        var size = 0;
        foreach (var line in head.Lines)
        {
            size += line.Size;
        }

        return size;
    }

    /// <summary>Up to which version a head is to be folded; null while it is small.</summary>
    public static long? Stable(CartHead head)
    {
        if (SizeOf(head) is var size && size < Most)
        {
            return null;
        }

        var versions = new List<long>(size);
        foreach (var line in head.Lines)
        {
            foreach (ref readonly var piece in line.Adds)
            {
                versions.Add(piece.Version);
            }

            foreach (ref readonly var piece in line.Sets)
            {
                versions.Add(piece.Version);
            }

            foreach (ref readonly var taking in line.Takings)
            {
                versions.Add(taking.Version);
            }
        }

        versions.Sort();
        return versions[size - Kept - 1];
    }
}
