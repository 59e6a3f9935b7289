namespace OmniChannel;

/// <summary>Gives every rule its bit: those that take channels out and waive first, those that add points after them, in fours.</summary>
internal sealed class RuleCompiler(PlanBuilder source, int[] testBits)
{
    /// <summary>How many rules ask a word of tests.</summary>
    private readonly Dictionary<int, int> _rulesOf = source.Rules.SelectMany(r => r.Tests.Select(t => testBits[t] >> 6).Distinct()).CountBy(word => word).ToDictionary();

    public List<int> BlockStart { get; } = [0];

    public List<int> EntryWord { get; } = [];

    public List<ulong> Needs { get; } = [];

    public int[] Bits { get; } = new int[source.Rules.Count];

    public int FiredWords { get; private set; }

    public ulong[] OfChannel { get; private set; } = [];

    /// <summary>The rules that add points, by bit, from a whole four on; null where a four is not full.</summary>
    public List<(int Bit, PlanRule? Rule)> Bonuses { get; } = [];

    public void Compile()
    {
        var excluding = Enumerable.Range(0, source.Rules.Count).Where(r => source.Rules[r].Points is null).ToList();
        var adding = Enumerable.Range(0, source.Rules.Count).Where(r => source.Rules[r].Points is not null).ToList();
        var order = new List<int>(excluding.OrderBy(Words));
        Pad(order, 4);
        var firstBonus = order.Count;
        order.AddRange(adding.OrderBy(Words));
        Pad(order, 8);
        FiredWords = Math.Max(1, (order.Count + 63) / 64);
        OfChannel = new ulong[FiredWords * source.Stride];
        for (var block = 0; block < order.Count; block += 8)
        {
            Block(order, block);
        }

        for (var bit = 0; bit < order.Count; bit++)
        {
            var rule = order[bit] < 0 ? null : source.Rules[order[bit]];
            if (bit >= firstBonus)
            {
                Bonuses.Add((bit, rule));
            }

            if (rule is null)
            {
                continue;
            }

            Bits[order[bit]] = bit;
            for (var c = 0; c < source.Channels; c++)
            {
                OfChannel[(bit / 64 * source.Stride) + c] |= (ulong)(rule.Excludes >> c & 1) << (bit % 64);
            }
        }
    }

    /// <summary>Rules of the same words of tests stand together, so that a block has few entries: by the word that fewest rules ask, then by the others.</summary>
    private (int, int) Words(int rule)
    {
        var (rare, next) = (-1, -1);
        foreach (var test in source.Rules[rule].Tests)
        {
            var word = testBits[test] >> 6;
            if (rare < 0 || IsRarer(word, rare))
            {
                (rare, next) = (word, word == rare ? next : rare);
            }
            else if (word != rare && (next < 0 || IsRarer(word, next)))
            {
                next = word;
            }
        }

        return (rare, next);

        bool IsRarer(int word, int than) => (_rulesOf[word], word).CompareTo((_rulesOf[than], than)) < 0;
    }

    private void Block(List<int> order, int start)
    {
        var words = new SortedDictionary<int, ulong[]>();
        for (var lane = 0; lane < 8; lane++)
        {
            if (order[start + lane] < 0)
            {
                continue;
            }

            foreach (var test in source.Rules[order[start + lane]].Tests)
            {
                var word = testBits[test] >> 6;
                if (!words.TryGetValue(word, out var needs))
                {
                    words.Add(word, needs = new ulong[8]);
                }

                needs[lane] |= 1UL << (testBits[test] & 63);
            }
        }

        if (words.Count == 0)
        {
            words.Add(0, new ulong[8]);
        }

        foreach (var (word, needs) in words)
        {
            EntryWord.Add(word);
            Needs.AddRange(needs);
        }

        BlockStart.Add(EntryWord.Count);
    }

    private static void Pad(List<int> order, int to)
    {
        while (order.Count % to != 0)
        {
            order.Add(-1);
        }
    }
}
