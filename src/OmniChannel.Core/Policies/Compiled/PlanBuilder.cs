namespace OmniChannel;

/// <summary>States a policy as the few operations a plan knows: fields of a packed snapshot, tests of them, rules over tests, tables, steps and linear terms. <see cref="Build"/> lays it out. Not for several threads.</summary>
/// <param name="channels">How many channels compete, 1 to 32; the lowest index wins a tie.</param>
internal sealed class PlanBuilder(int channels)
{
    /// <summary>The number of the test that always holds: naming it changes nothing.</summary>
    public const int Always = -1;

    private readonly Dictionary<PlanTest, int> _known = [];

    public int Channels { get; } = channels is >= 1 and <= 32 ? channels : throw new ArgumentOutOfRangeException(nameof(channels), channels, "A plan decides between 1 and 32 channels.");

    /// <summary>Numbers for each channel in a row of a table: the channels, rounded up to whole lanes of eight.</summary>
    public int Stride => (Channels + 7) / 8 * 8;

    public uint AllChannels => uint.MaxValue >> (32 - Channels);

    public List<PlanField> Fields { get; } = [];

    public List<PlanTest> Tests { get; } = [];

    public List<PlanRule> Rules { get; } = [];

    public List<PlanFlags> FlagFields { get; } = [];

    public List<PlanLimit> Limits { get; } = [];

    public List<PlanTable> Tables { get; } = [];

    public List<PlanSteps> StepTerms { get; } = [];

    public List<PlanLinear> LinearTerms { get; } = [];

    /// <summary>What every channel starts with.</summary>
    public int[] Start { get; } = new int[(channels + 7) / 8 * 8];

    /// <summary>Declares a number.</summary>
    public PlanField Field(string name, long min, long max, PlanScope scope = PlanScope.Row, bool optional = false, bool perChannel = false)
    {
        if (max < min || max - min >= int.MaxValue || min < int.MinValue || max > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(max), max, $"The field {name} holds {min} to {max}; expected a range within 32 bits.");
        }

        var field = new PlanField
        {
            Name = name,
            Min = min,
            Max = max,
            Optional = optional,
            PerChannel = perChannel,
            Scope = scope,
            Count = perChannel ? Stride : 1,
            Width = PlanField.WidthOf((ulong)(max - min) + (optional ? 1u : 0u)),
        };
        Fields.Add(field);
        return field;
    }

    /// <summary>Declares the first byte of a snapshot, which no plan reads.</summary>
    public PlanField Marker(string name)
    {
        var field = new PlanField { Name = name, Min = 0, Max = byte.MaxValue, Width = 1, IsFirst = true };
        Fields.Add(field);
        return field;
    }

    /// <summary>Declares one bit for each channel.</summary>
    public PlanField FlagField(string name, PlanScope scope = PlanScope.Row)
    {
        var field = new PlanField { Name = name, Min = 0, Max = AllChannels, IsFlags = true, Scope = scope, Width = Channels <= 8 ? 1 : Channels <= 16 ? 2 : 4 };
        Fields.Add(field);
        return field;
    }

    /// <summary>A test that the field is present and from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public int Within(PlanField field, long low, long high, int channel = 0)
    {
        low = Math.Max(low, field.Min);
        high = Math.Min(high, field.Max);
        return low > high ? Test(new PlanTest.Never())
            : low == field.Min && high == field.Max && !field.Optional ? Always
            : Test(new PlanTest.Range(field, channel, field.Store(low), (uint)(high - low)));
    }

    /// <summary>The opposite of <see cref="Within"/>: it holds for an absent field too.</summary>
    public int Outside(PlanField field, long low, long high, int channel = 0)
    {
        low = Math.Max(low, field.Min);
        high = Math.Min(high, field.Max);
        if (low > high)
        {
            return Always;
        }

        var circle = (1UL << (8 * field.Width)) - 1;
        var (first, last) = ((ulong)field.Store(low), (ulong)field.Store(high));
        return last - first == circle || (first == 0 && last == field.StoredMax)
            ? Test(new PlanTest.Never())
            : Test(new PlanTest.Range(field, channel, (uint)((last + 1) & circle), (uint)((first - last - 2) & circle)));
    }

    public int AtLeast(PlanField field, long value, int channel = 0) => Within(field, value, long.MaxValue, channel);

    public int Below(PlanField field, long value, int channel = 0) => Within(field, long.MinValue, value - 1, channel);

    public int Is(PlanField field, long value, int channel = 0) => Within(field, value, value, channel);

    /// <summary>The test that holds where this one does not; null where that is no range.</summary>
    public int? Opposite(int test)
    {
        if (test < 0 || Tests[test] is not PlanTest.Range range)
        {
            return null;
        }

        var circle = uint.MaxValue >> (32 - (8 * range.Field.Width));
        return range.Span == circle ? null : Test(range with { Low = (range.Low + range.Span + 1) & circle, Span = circle - range.Span - 1 });
    }

    /// <summary>A test that an instant lies in a repeating window, whose end is counted on past the period and is never before its beginning. Its fields are never absent, take two bytes, and are stated before other tests of them.</summary>
    public int Window(PlanField now, PlanField shift, PlanField from, PlanField to, int period)
    {
        foreach (var field in (PlanField[])[now, shift, from, to])
        {
            var isKnown = !field.Optional && !field.IsFlags && !field.PerChannel && field.Width <= 2 && (field.Scope == PlanScope.Row || ReferenceEquals(field, now));
            if (!isKnown || (field.Width == 1 && Tests.Any(t => t is PlanTest.Range range && range.Field == field)))
            {
                throw new PlanException($"The window from {from.Name} to {to.Name} reads {field.Name}; expected one number of at most 16 bits that every snapshot has, not yet tested otherwise.");
            }

            field.Width = 2;
        }

        return Test(new PlanTest.Window(now, shift, from, to, period));
    }

    public int Program(params IReadOnlyList<PlanStep> steps) => Test(new PlanTest.Program(steps));

    /// <summary>A rule that takes channels out when all its tests hold. Answers its number.</summary>
    public int Exclude(string name, uint channels, params int[] tests) => Rule(new PlanRule(name, tests) { Excludes = channels & AllChannels });

    /// <summary>A rule that does nothing by itself, to waive others. Answers its number.</summary>
    public int When(string name, params int[] tests) => Rule(new PlanRule(name, tests));

    /// <summary>A rule that adds the same points to some channels when all its tests hold. Answers its number.</summary>
    public int Add(string name, uint channels, int points, params int[] tests) => Rule(new PlanRule(name, tests) { Points = Each(c => (channels >> c & 1) != 0 ? points : 0) });

    /// <summary>Takes out the channels without their flag.</summary>
    public void Require(string name, PlanField flags, uint channels, uint waived = 0, int waiver = -1) => FlagFields.Add(new(name, flags, channels & AllChannels, waived, waiver));

    /// <summary>Takes out the channels whose entry is above the limit.</summary>
    public void LimitBy(string name, PlanField key, Func<long, int, int> entry, PlanField limit)
    {
        if (key.Scope == PlanScope.Context || limit.Scope == PlanScope.Context)
        {
            throw new PlanException($"The limit {name} reads the context; expected fields of the snapshot.");
        }

        Limits.Add(new(name, key, Rows(key, entry), limit));
    }

    /// <summary>Adds a table's row.</summary>
    public void Table(string name, PlanField key, Func<long, int, int> entry) => Tables.Add(new(name, key, null, Rows(key, entry)));

    /// <summary>Adds a row that two fields select.</summary>
    public void Table(string name, PlanField key, PlanField second, Func<long, long, int, int> entry)
    {
        var rows = from one in Keys(key) from other in Keys(second) select one is { } a && other is { } b ? Each(c => entry(a, b, c)) : new int[Stride];
        Tables.Add(new(name, key, second, [.. rows]));
    }

    /// <summary>Adds points for each threshold that the field is above.</summary>
    public void Steps(string name, PlanField field, params (long Above, int Points)[] steps) =>
        StepTerms.Add(new(name, field, [.. steps.Select(s => s.Above)], [.. steps.Select(s => Each(_ => s.Points))]));

    /// <summary>Adds the field times a factor.</summary>
    public void Linear(string name, PlanField field, Func<int, int> factor) => LinearTerms.Add(new(name, field, Each(factor)));

    /// <summary>Lays the plan out.</summary>
    /// <exception cref="PlanException">A score could leave the range of points, or a table is too large.</exception>
    public DecisionPlan Build() => PlanCompiler.Compile(this);

    internal int[] Each(Func<int, int> points)
    {
        var row = new int[Stride];
        for (var c = 0; c < Channels; c++)
        {
            row[c] = points(c);
        }

        return row;
    }

    private int[][] Rows(PlanField key, Func<long, int, int> entry) => [.. Keys(key).Select(value => value is { } known ? Each(c => entry(known, c)) : new int[Stride])];

    /// <summary>The values of a key in the order in which they are stored; null for an absent one.</summary>
    private static IEnumerable<long?> Keys(PlanField key)
    {
        if (key.Width != 1 || key.PerChannel || key.IsFlags)
        {
            throw new PlanException($"The field {key.Name} holds {key.Min} to {key.Max}; the key of a table has at most 255 values. Use steps or a linear term.");
        }

        var absent = key.Optional ? 1 : 0;
        return Enumerable.Range(0, (int)key.StoredMax + 1).Select(stored => stored < absent ? (long?)null : key.Min + stored - absent);
    }

    private int Test(PlanTest test)
    {
        if (!_known.TryGetValue(test, out var number))
        {
            _known.Add(test, number = Tests.Count);
            Tests.Add(test);
        }

        return number;
    }

    private int Rule(PlanRule rule)
    {
        var tests = new List<int>(rule.Tests.Count);
        foreach (var test in rule.Tests)
        {
            if (test != Always && !tests.Contains(test))
            {
                tests.Add(test);
            }
        }

        Rules.Add(rule with { Tests = tests });
        return Rules.Count - 1;
    }
}
