namespace OmniChannel;

/// <summary>One line of a head: the pieces that are left of it. Changed in place by whoever holds a copy of its own.</summary>
internal sealed class LineState(LineKey key, CartItem item)
{
    private InlineList<CartPiece> adds;
    private InlineList<CartPiece> sets;
    private InlineList<Taking> takings;

    public LineKey Key { get; } = key;

    public CartItem Item { get; } = item;

    public ReadOnlySpan<CartPiece> Adds => adds.All;

    public ReadOnlySpan<CartPiece> Sets => sets.All;

    public ReadOnlySpan<Taking> Takings => takings.All;

    public bool IsBare => adds.Count == 0 && sets.Count == 0;

    /// <summary>A copy that can be changed, with room for what one operation brings.</summary>
    public LineState Copy(CartOpKind next)
    {
        var copy = (LineState)MemberwiseClone();
        copy.adds.Unshare(next is CartOpKind.Add or CartOpKind.Link ? 1 : 0);
        copy.sets.Unshare(next is CartOpKind.Set or CartOpKind.Link ? 1 : 0);
        copy.takings.Unshare(next == CartOpKind.Decrement ? 1 : 0);
        return copy;
    }

    public void Add(CartPiece piece) => adds.Add(piece);

    public void Set(CartPiece piece) => sets.Add(piece);

    public void Take(Taking taking)
    {
        if (SeesAny(taking))
        {
            takings.Add(taking);
        }
    }

    /// <summary>As it was stored.</summary>
    public void Restore(Taking taking) => takings.Add(taking);

    /// <summary>Removes what was seen, for good; takings that have nothing left to take from go with it.</summary>
    public void Retire(in Sight sight)
    {
        Retire(ref adds, sight);
        Retire(ref sets, sight);
        var kept = 0;
        for (var i = 0; i < takings.Count; i++)
        {
            if (SeesAny(takings[i]))
            {
                takings[kept++] = takings[i];
            }
        }

        takings.Trim(kept);
    }

    /// <summary>How many pieces and takings it holds.</summary>
    public int Size => adds.Count + sets.Count + takings.Count;

    /// <summary>Replaces what nobody can tell apart any more by one baseline of the same quantity: everything, where no conflict is open and nothing newer speaks of the line; else the older adds, and what was taken of them.</summary>
    /// <param name="stable">What comes later has seen everything up to here.</param>
    /// <param name="rule">How concurrent sets are settled.</param>
    public void Fold(long stable, ConcurrentSets rule)
    {
        var (quantity, conflict) = LineMeasure.Of(this, rule);
        if (conflict || takings.Count > 0 && takings[takings.Count - 1].Version > stable || Newest(adds) > stable || Newest(sets) > stable)
        {
            FoldOlder(Seam(stable), rule);
            return;
        }

        adds.Clear();
        sets.Clear();
        takings.Clear();
        if (quantity > 0)
        {
            adds.Add(new CartPiece(stable, 0, 0, 0, quantity, 0));
        }
    }

    /// <summary>Up to where every taking that is kept has seen everything, too. The later ones are looked at first: each may move the seam before others.</summary>
    private long Seam(long stable)
    {
        for (var i = takings.Count - 1; i >= 0; i--)
        {
            stable = takings[i].Version > stable ? long.Min(stable, takings[i].BasedOn) : stable;
        }

        return stable;
    }

    /// <summary>Takings up to the seam saw nothing beyond it, so they are done; sets stay, with what is left of them.</summary>
    private void FoldOlder(long seam, ConcurrentSets rule)
    {
        var (older, done) = (0, 0);
        for (; older < adds.Count && adds[older].Version <= seam; older++)
        {
        }

        for (; done < takings.Count && takings[done].Version <= seam; done++)
        {
        }

        if (older <= 1 && done == 0)
        {
            return;
        }

        var settled = (LineState)MemberwiseClone();
        settled.takings.Trim(done);
        int[] left = new int[adds.Count], leftOfSets = new int[sets.Count];
        LineMeasure.Left(settled, rule, left, leftOfSets);
        var (newer, later, baseline) = (adds.All[older..].ToArray(), takings.All[done..].ToArray(), left.Take(older).Sum(one => (long)one));
        adds.Clear();
        takings.Clear();
        if (baseline > 0)
        {
            adds.Add(new CartPiece(seam, 0, 0, 0, (int)long.Min(baseline, int.MaxValue), 0));
        }

        foreach (var piece in newer)
        {
            adds.Add(piece);
        }

        foreach (var taking in later)
        {
            Take(taking);
        }

        for (var i = 0; i < sets.Count; i++)
        {
            sets[i] = sets[i] with { Quantity = leftOfSets[i] };
        }
    }

    private static long Newest(InlineList<CartPiece> pieces) => pieces.Count == 0 ? 0 : pieces[pieces.Count - 1].Version;

    private static void Retire(ref InlineList<CartPiece> pieces, in Sight sight)
    {
        var kept = 0;
        for (var i = 0; i < pieces.Count; i++)
        {
            if (!sight.Sees(pieces[i].Version, pieces[i].Actor))
            {
                pieces[kept++] = pieces[i];
            }
        }

        pieces.Trim(kept);
    }

    private bool SeesAny(in Taking taking)
    {
        var sight = taking.Sight;
        return SeesAny(adds, sight) || SeesAny(sets, sight);
    }

    private static bool SeesAny(InlineList<CartPiece> pieces, in Sight sight)
    {
        foreach (ref readonly var piece in pieces.All)
        {
            if (sight.Sees(piece.Version, piece.Actor))
            {
                return true;
            }
        }

        return false;
    }
}
