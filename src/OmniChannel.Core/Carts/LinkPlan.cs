namespace OmniChannel;

/// <summary>Makes the one record of a link: what the source holds, and what the policy decides where both carts, or the shelf, need a decision. Pure.</summary>
internal static class LinkPlan
{
    public static CartLink Of(CartHead target, CartHead source, CartMergePolicy policy, ConcurrentSets rule)
    {
        var guest = Lines(source, rule);
        return new CartLink
        {
            Source = source.Cart,
            SourceVersion = source.Version,
            Policy = policy,
            Lines = guest,
            Outcomes = [.. Outcomes(target, guest, policy, rule, source)],
            Codes = [.. Names(source.Codes)],
            Members = [.. Members(source.Links)],
            Currency = source.Currency,
        };
    }

    private static IEnumerable<LineOutcome> Outcomes(CartHead target, List<LinkedLine> guest, CartMergePolicy policy, ConcurrentSets rule, CartHead source)
    {
        if (policy == CartMergePolicy.GuestIfExistingEmpty)
        {
            policy = Quantities(target, rule).Exists(line => !line.Item.IsSaved) ? CartMergePolicy.ExistingOnly : CartMergePolicy.Sum;
        }

        return policy switch
        {
            CartMergePolicy.Sum => [],
            CartMergePolicy.ExistingOnly => guest.Select(line => new LineOutcome(line.Key, line.Item, LineOutcome.Dropped)),
            CartMergePolicy.GuestOnly => Parked(target, source, rule),
            _ => guest.SelectMany(line => Meeting(target, source, line, policy, rule)),
        };
    }

    /// <summary>What becomes of a line of the guest that the target holds too.</summary>
    private static IEnumerable<LineOutcome> Meeting(CartHead target, CartHead source, LinkedLine line, CartMergePolicy policy, ConcurrentSets rule)
    {
        var existing = Held(target, line.Key, rule);
        if (existing == 0)
        {
            return [];
        }

        var theirs = Held(source, line.Key, rule);
        switch (policy)
        {
            case CartMergePolicy.Higher:
                return [new LineOutcome(line.Key, line.Item, int.Max(existing, theirs))];
            case CartMergePolicy.GuestWins:
                return [new LineOutcome(line.Key, line.Item, theirs)];
            case CartMergePolicy.ExistingWins:
                return [new LineOutcome(line.Key, line.Item, LineOutcome.Dropped)];
            default:
                var apart = line.Item with { Apart = source.Cart.ToString() is { Length: <= 200 } name ? name : LineKey.Of(source.Tenant, new CartItem { Variant = "cart", Apart = source.Cart.ToString() }).ToString() };
                return [new LineOutcome(line.Key, line.Item, LineOutcome.Dropped), new LineOutcome(LineKey.Of(target.Tenant, apart), apart, theirs)];
        }
    }

    /// <summary>The existing lines go to the shelf; what lay there already stays and adds up.</summary>
    private static IEnumerable<LineOutcome> Parked(CartHead target, CartHead source, ConcurrentSets rule)
    {
        var existing = Quantities(target, rule);
        foreach (var line in existing)
        {
            if (line.Item.IsSaved)
            {
                continue;
            }

            yield return new LineOutcome(line.Key, line.Item, Held(source, line.Key, rule));
            var saved = line.Item with { IsSaved = true };
            var key = LineKey.Of(target.Tenant, saved);
            var there = existing.Find(one => one.Key == key).Quantity;
            yield return new LineOutcome(key, saved, line.Quantity + there + Held(source, key, rule));
        }
    }

    private static int Held(CartHead cart, LineKey key, ConcurrentSets rule) => cart.Find(key) is { } line ? LineMeasure.Of(line, rule).Quantity : 0;

    private static List<(LineKey Key, CartItem Item, int Quantity)> Quantities(CartHead head, ConcurrentSets rule)
    {
        var all = new List<(LineKey, CartItem, int)>();
        foreach (var line in head.Lines)
        {
            if (LineMeasure.Of(line, rule).Quantity is > 0 and var quantity)
            {
                all.Add((line.Key, line.Item, quantity));
            }
        }

        return all;
    }

    /// <summary>What is left of each line, decrements taken off: a linked cart takes no more that could divide them.</summary>
    private static List<LinkedLine> Lines(CartHead source, ConcurrentSets rule)
    {
        var lines = new List<LinkedLine>();
        foreach (var line in source.Lines)
        {
            int[] adds = new int[line.Adds.Length], sets = new int[line.Sets.Length];
            var (quantity, _) = LineMeasure.Left(line, rule, adds, sets);
            if (quantity == 0)
            {
                continue;
            }

            var pieces = new List<LinkedPiece>();
            for (var i = 0; i < adds.Length; i++)
            {
                if (adds[i] > 0)
                {
                    pieces.Add(Of(source, line.Adds[i], adds[i], isSet: false));
                }
            }

            for (var i = 0; i < sets.Length; i++)
            {
                if (sets[i] > 0)
                {
                    pieces.Add(Of(source, line.Sets[i], sets[i], isSet: true));
                }
            }

            pieces.Sort((one, other) => one.SourceVersion.CompareTo(other.SourceVersion));
            lines.Add(new LinkedLine(line.Key, line.Item, pieces));
        }

        return lines;
    }

    private static LinkedPiece Of(CartHead source, CartPiece piece, int left, bool isSet) =>
        new(piece.Version, isSet, piece.Origin == 0 ? null : source.Origins[piece.Origin - 1], left, piece.At);

    private static List<string> Names(ReadOnlySpan<Mark> marks)
    {
        var names = new List<string>();
        foreach (ref readonly var mark in marks)
        {
            if (!names.Contains(mark.Name))
            {
                names.Add(mark.Name);
            }
        }

        return names;
    }

    private static List<CartId> Members(ReadOnlySpan<LinkState> links)
    {
        var members = new List<CartId>();
        foreach (ref readonly var link in links)
        {
            members.Add(link.Source);
            members.AddRange(link.Members);
        }

        return members;
    }
}
