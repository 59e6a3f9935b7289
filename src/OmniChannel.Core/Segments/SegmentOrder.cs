namespace OmniChannel;

/// <summary>The order in which segments are judged: each after those that it asks. Pure.</summary>
internal static class SegmentOrder
{
    /// <summary>For each segment the places of those that it asks, in their order.</summary>
    public static int[][] Asks(IReadOnlyList<Segment> segments)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < segments.Count; i++)
        {
            places.TryAdd(segments[i].Id.Name ?? "", i);
        }

        return [.. segments.Select(segment => SegmentChecks.Asked(segment.When)
            .Where(fact => fact.Id == FactId.Segment && places.ContainsKey(SegmentChecks.NameOf(fact)))
            .Select(fact => places[SegmentChecks.NameOf(fact)]).Order().ToArray())];
    }

    /// <summary>The places in an order in which each comes after those that it asks; there must be no circle.</summary>
    public static int[] Of(int[][] asks)
    {
        var order = new List<int>(asks.Length);
        Walk(asks, order.Add, static _ => { });
        return [.. order];
    }

    /// <summary>Circles, each as the path of its places from the one that was defined first; one for each segment that closes one.</summary>
    public static IReadOnlyList<int[]> Cycles(IReadOnlyList<Segment> segments)
    {
        var cycles = new List<int[]>();
        Walk(Asks(segments), static _ => { }, cycle => cycles.Add(cycle));
        return cycles;
    }

    /// <summary>Depth first, without recursion: a thousand segments may ask each other in a row.</summary>
    private static void Walk(int[][] asks, Action<int> leave, Action<int[]> circle)
    {
        var (next, state, path) = (new int[asks.Length], new byte[asks.Length], new List<int>());
        for (var start = 0; start < asks.Length; start++)
        {
            Enter(start);
            while (path.Count > 0)
            {
                var at = path[^1];
                if (next[at] == asks[at].Length)
                {
                    path.RemoveAt(path.Count - 1);
                    state[at] = 2;
                    leave(at);
                    continue;
                }

                var asked = asks[at][next[at]++];
                if (state[asked] == 1)
                {
                    circle(FromFirst(path[path.IndexOf(asked)..]));
                }
                else
                {
                    Enter(asked);
                }
            }
        }

        void Enter(int place)
        {
            if (state[place] == 0)
            {
                state[place] = 1;
                path.Add(place);
            }
        }
    }

    private static int[] FromFirst(List<int> circle)
    {
        var first = circle.IndexOf(circle.Min());
        return [.. circle[first..], .. circle[..first]];
    }
}
