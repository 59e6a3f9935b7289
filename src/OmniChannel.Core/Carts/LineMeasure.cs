namespace OmniChannel;

/// <summary>How many units a line holds: what decrements left of the adds, and of what was set the one that stands, for each cart of origin.</summary>
internal static class LineMeasure
{
    private const int OnStack = 128;

    /// <summary>The quantity, and whether sets contradict each other.</summary>
    public static (int Quantity, bool Conflict) Of(LineState line, ConcurrentSets rule)
    {
        if (line.Takings.IsEmpty && line.Sets.Length <= 1)
        {
            var sum = 0L;
            foreach (ref readonly var piece in line.Adds)
            {
                sum += piece.Quantity;
            }

            return (Clamp(sum + (line.Sets.IsEmpty ? 0 : line.Sets[0].Quantity)), false);
        }

        var adds = line.Adds.Length <= OnStack ? stackalloc int[line.Adds.Length] : new int[line.Adds.Length];
        var sets = line.Sets.Length <= OnStack ? stackalloc int[line.Sets.Length] : new int[line.Sets.Length];
        return Left(line, rule, adds, sets);
    }

    /// <summary>What decrements left of each piece, and what that makes.</summary>
    public static (int Quantity, bool Conflict) Left(LineState line, ConcurrentSets rule, Span<int> adds, Span<int> sets)
    {
        for (var i = 0; i < adds.Length; i++)
        {
            adds[i] = line.Adds[i].Quantity;
        }

        for (var i = 0; i < sets.Length; i++)
        {
            sets[i] = line.Sets[i].Quantity;
        }

        foreach (ref readonly var taking in line.Takings)
        {
            Take(taking, line, adds, sets);
        }

        var sum = 0L;
        foreach (var left in adds)
        {
            sum += left;
        }

        var conflict = false;
        for (var origin = 0; Next(line.Sets, ref origin); origin++)
        {
            sum += sets[Best(line.Sets, sets, origin, rule, ref conflict)];
        }

        return (Clamp(sum), conflict);
    }

    private static void Take(in Taking taking, LineState line, Span<int> adds, Span<int> sets)
    {
        var need = taking.Quantity;
        var sight = taking.Sight;
        for (var i = adds.Length - 1; i >= 0 && need > 0; i--)
        {
            if (adds[i] > 0 && sight.Sees(line.Adds[i].Version, line.Adds[i].Actor))
            {
                var taken = int.Min(need, adds[i]);
                adds[i] -= taken;
                need -= taken;
            }
        }

        for (var origin = 0; need > 0 && Next(line.Sets, ref origin); origin++)
        {
            var most = 0;
            for (var i = 0; i < sets.Length; i++)
            {
                most = line.Sets[i].Origin == origin && sight.Sees(line.Sets[i].Version, line.Sets[i].Actor) ? int.Max(most, sets[i]) : most;
            }

            var taken = int.Min(need, most);
            for (var i = 0; i < sets.Length; i++)
            {
                if (line.Sets[i].Origin == origin && sight.Sees(line.Sets[i].Version, line.Sets[i].Actor))
                {
                    sets[i] = int.Max(0, sets[i] - taken);
                }
            }

            need -= taken;
        }
    }

    /// <summary>Whether what was set stands, or another of its origin does.</summary>
    public static bool Stands(LineState line, ReadOnlySpan<int> sets, int at, ConcurrentSets rule)
    {
        var conflict = false;
        return Best(line.Sets, sets, line.Sets[at].Origin, rule, ref conflict) == at;
    }

    /// <summary>Which of what was set through one cart stands.</summary>
    private static int Best(ReadOnlySpan<CartPiece> pieces, ReadOnlySpan<int> left, int origin, ConcurrentSets rule, ref bool conflict)
    {
        var best = -1;
        for (var i = 0; i < pieces.Length; i++)
        {
            if (pieces[i].Origin != origin)
            {
                continue;
            }

            conflict |= best >= 0 && left[i] != left[best];
            best = best < 0 || (rule == ConcurrentSets.Larger ? left[i] > left[best] : pieces[i].At >= pieces[best].At) ? i : best;
        }

        return best;
    }

    /// <summary>Moves on to the next origin that has pieces, the one given included.</summary>
    private static bool Next(ReadOnlySpan<CartPiece> pieces, ref int origin)
    {
        var next = int.MaxValue;
        foreach (ref readonly var piece in pieces)
        {
            next = piece.Origin >= origin ? int.Min(next, piece.Origin) : next;
        }

        origin = next;
        return next != int.MaxValue;
    }

    private static int Clamp(long sum) => (int)long.Min(sum, int.MaxValue);
}
