namespace OmniChannel;

/// <summary>When a cart in use is folded, so that its row stays small however often somebody adds to it. Pure.</summary>
/// <remarks>
/// By number and not by time, because an attack takes no time. Nobody notices: the log stays whole, so a fold is taken back when an operation goes by what lies before it. A device may do so for
/// <see cref="Lease"/> after the cart moved on from what it had seen.
/// </remarks>
internal static class CartFolding
{
    /// <summary>How many pieces a head holds before it is folded.</summary>
    public const int Most = 1_000;

    /// <summary>How many of the newest are never folded.</summary>
    public const int Kept = 500;

    /// <summary>How long a version that was the cart's can be gone by, from when another took its place.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromDays(30);

    /// <summary>Whether somebody who saw a version as the cart's newest may still go by it.</summary>
    public static bool IsHeld(IReadOnlyList<CartOp> log, long seen, DateTimeOffset now) =>
        log.FirstOrDefault(op => op.Version > seen) is not { } next || next.ReceivedAt + Lease >= now;

    /// <summary>Whether an operation has to find apart what lies after the version that it goes by.</summary>
    public static bool Needs(CartOp op) => op.Kind is CartOpKind.Set or CartOpKind.Decrement or CartOpKind.Remove or CartOpKind.Clear or CartOpKind.Link;

    /// <summary>The folds that do not count, by their versions, because a later operation goes by less than they folded; null for none. So a head stays a function of the log.</summary>
    /// <param name="ops">In their order.</param>
    /// <param name="reach">The version that the operation after them goes by.</param>
    public static HashSet<long>? TakenBack(IReadOnlyList<CartOp> ops, long reach)
    {
        HashSet<long>? apart = null;
        Dictionary<string, long>? versions = null;
        for (var i = ops.Count - 1; i >= 0; i--)
        {
            var op = ops[i];
            if (op.Kind == CartOpKind.Fold)
            {
                if (op.BasedOn > reach)
                {
                    (apart ??= []).Add(op.Version);
                }
            }
            else if (op.Kind == CartOpKind.Retract)
            {
                versions ??= ops.ToDictionary(one => one.Id, one => one.Version, StringComparer.Ordinal);
                reach = long.Min(reach, versions.GetValueOrDefault(op.Target!, long.MaxValue) - 1);
            }
            else if (Needs(op))
            {
                reach = long.Min(reach, op.BasedOn);
            }
        }

        return apart;
    }

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
