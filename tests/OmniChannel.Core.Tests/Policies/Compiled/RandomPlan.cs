namespace OmniChannel.Tests.Policies.Compiled;

/// <summary>A plan stated with everything a <see cref="PlanBuilder"/> knows, drawn from a seed, and beside each statement what it means. No policy stands between, so that plans are met which none makes today.</summary>
internal sealed class RandomPlan
{
    private static readonly int[] Sizes = [1, 2, 3, 5, 17, 40, 127, 128, 200, 254];

    private readonly NbcChance _chance;
    private readonly PlanBuilder _plan;
    private readonly int _most;
    private readonly bool _isPlain;
    private readonly List<PlanField> _fields = [];
    private readonly Dictionary<int, Func<Customer, bool>> _tests = new() { [PlanBuilder.Always] = _ => true };
    private readonly List<Func<Customer, bool>> _rules = [];
    private readonly List<Func<Customer, int, bool>> _outs = [];
    private readonly List<Func<Customer, int, long>> _points = [];
    private readonly Dictionary<PlanField, long> _shared = [];

    public RandomPlan(uint seed)
    {
        _chance = new NbcChance(seed);
        _plan = new PlanBuilder(Chance(6) ? 9 + _chance.Next(12) : 1 + _chance.Next(8));
        _isPlain = Chance(2);
        _most = !_isPlain && Chance(3) ? 20_000 : 60;
        for (var c = 0; c < _plan.Channels; c++)
        {
            _plan.Start[c] = Hash(0, c, 0, 0);
        }

        foreach (var state in Enumerable.Range(0, 3 + _chance.Next(9)).Select(_ => _chance.Next(10)))
        {
            State(state);
        }

        for (var rules = _chance.Next(Chance(6) ? 60 : 9); rules > 0; rules--)
        {
            Rule();
        }

        Built = _plan.Build();
    }

    public DecisionPlan Built { get; }

    /// <summary>What is the same for all customers, for <see cref="DecisionPlan.Bind"/>.</summary>
    public long[] Context => [.. _shared.OrderBy(one => one.Key.Offset).Select(one => one.Value)];

    public Customer Draw() => new(_plan.Fields.ToDictionary(f => f, f => Enumerable.Range(0, f.Count)
        .Select(_ => _shared.TryGetValue(f, out var shared) ? shared == long.MinValue ? null : shared : Value(f)).ToArray()));

    public byte[] Pack(Customer customer)
    {
        var row = new byte[Built.RowBytes];
        foreach (var (field, values) in customer.Values.Where(one => one.Key.Scope == PlanScope.Row))
        {
            for (var c = 0; c < (field.PerChannel ? _plan.Channels : 1); c++)
            {
                if (values[c] is { } value)
                {
                    PlanRow.Write(row, field, value, c);
                }
                else
                {
                    PlanRow.WriteAbsent(row, field, c);
                }
            }
        }

        return row;
    }

    /// <summary>What was stated, said of one customer: the most points of what nothing takes out, of two alike the first.</summary>
    public PlanChoice Means(Customer customer)
    {
        var best = new PlanChoice(-1, 0);
        for (var c = 0; c < _plan.Channels; c++)
        {
            var points = (int)_points.Sum(term => term(customer, c)) + _plan.Start[c];
            if (!_outs.Any(isOut => isOut(customer, c)) && (best.Channel < 0 || points > best.Score))
            {
                best = new(c, points);
            }
        }

        return best;
    }

    private void State(int what)
    {
        var id = _fields.Count + 1 + (100 * what);
        switch (what)
        {
            case 0:
                var flags = Kept(_plan.FlagField("flags"));
                var (channels, waived) = (Mask(), Mask());
                var waiver = Chance(2) ? -1 : When();
                _plan.Require("flags", flags, channels, waived, waiver);
                _outs.Add((who, c) => (channels >> c & 1) != 0 && (who.Values[flags][0] >> c & 1) == 0 && (waiver < 0 || (waived >> c & 1) == 0 || !_rules[waiver](who)));
                break;
            case 1 or 2:
                var (cost, left) = (Number(true), Kept(_plan.Field("left", Least(), 900 + _chance.Next(!_isPlain && Chance(3) ? 90_000 : 200), optional: Chance(2))));
                var isFar = Chance(8) ? 70_000 : 0;
                int Entry(long? key, int c) => key is { } known ? (Hash(id, known, 0, c) * 9) + isFar : 0;
                _plan.LimitBy("limit", cost, (key, c) => Entry(key, c), left);
                _outs.Add((who, c) => Entry(who[cost], c) > (who[left] ?? left.Min - 1));
                break;
            case 3:
                Window();
                break;
            case 4 or 5:
                var one = Shared(Number(true));
                _plan.Table("table", one, (key, c) => Hash(id, key, 0, c));
                _points.Add((who, c) => who[one] is { } key ? Hash(id, key, 0, c) : 0);
                break;
            case 6:
                var (first, second) = (Number(true), Kept(_plan.Field("second", Least(), 0, optional: Chance(2))));
                _plan.Table("pair", first, second, (a, b, c) => Hash(id, a, b, c));
                _points.Add((who, c) => who[first] is { } a && who[second] is { } b ? Hash(id, a, b, c) : 0);
                break;
            case 7 or 8:
                var number = Chance(3) ? Shared(Number(_isPlain || Chance(2))) : Own();
                (long Above, int Points)[] steps = [.. Enumerable.Range(0, 1 + _chance.Next(6)).Select(i => (Near(number), Hash(id, i, 0, 0)))];
                _plan.Steps("steps", number, steps);
                _points.Add((who, c) => who.Of(number, c) is { } value ? steps.Sum(s => value > s.Above ? s.Points : 0) : 0);
                break;
            default:
                var scaled = Chance(3) ? Shared(Number(_isPlain || Chance(2))) : Own();
                _plan.Linear("linear", scaled, c => Factor(scaled, id, c));
                _points.Add((who, c) => who.Of(scaled, c) is { } value ? value * Factor(scaled, id, c) : 0);
                break;
        }
    }

    /// <summary>At noon from ten to two: the end is counted on past the period, and never before the beginning.</summary>
    private void Window()
    {
        const int Period = 1440;
        var now = _plan.Field("now", 0, Period - 1, Chance(2) ? PlanScope.Context : PlanScope.Row);
        var (shift, from, to) = (_plan.Field("shift", -900, 900), _plan.Field("from", 0, Period - 1), _plan.Field("to", 0, (2 * Period) - 1));
        foreach (var field in (PlanField[])[now, shift, from, to])
        {
            Keep(field);
        }

        var test = _plan.Window(now, shift, from, to, Period);
        _tests[test] = who => ((who[now] + who[shift] - who[from]) % Period + Period) % Period < who[to] - who[from];
    }

    private void Rule()
    {
        var some = Enumerable.Range(0, 1 + _chance.Next(3)).Select(_ => Test()).ToArray();
        bool Holds(Customer who) => Array.TrueForAll(some, t => _tests[t](who));
        var (channels, points) = (Mask() & Mask(), Hash(_rules.Count, 7, 7, 7));
        if (Chance(3))
        {
            _plan.Exclude("exclude", channels, some);
            _outs.Add((who, c) => (channels >> c & 1) != 0 && Holds(who));
        }
        else
        {
            _plan.Add("add", channels, points, some);
            _points.Add((who, c) => (channels >> c & 1) != 0 && Holds(who) ? points : 0);
        }

        _rules.Add(Holds);
    }

    private int When()
    {
        var test = Test();
        _rules.Add(_tests[test]);
        return _plan.When("when", test);
    }

    private int Test()
    {
        var stated = _tests.Keys.ToArray();
        if (stated.Length > 1 && Chance(3))
        {
            var known = stated[_chance.Next(stated.Length)];
            if (Chance(2) || _plan.Opposite(known) is not { } opposite)
            {
                return known;
            }

            var holds = _tests[known];
            _tests.TryAdd(opposite, who => !holds(who));
            return opposite;
        }

        var field = Chance(4) ? Own() : Shared(Number(Chance(2)));
        var channel = field.PerChannel ? _chance.Next(_plan.Channels) : 0;
        var (low, high) = (Near(field), Near(field));
        (low, high) = Chance(3) ? (low, low) : low < high ? (low, high) : (high, low);
        var isOutside = Chance(3);
        var test = isOutside ? _plan.Outside(field, low, high, channel) : _plan.Within(field, low, high, channel);
        _tests.TryAdd(test, who => (who.Of(field, channel) is { } value && value >= low && value <= high) != isOutside);
        return test;
    }

    /// <summary>One that is there already, or a new one, of one byte or of more.</summary>
    private PlanField Number(bool isKey)
    {
        var known = _fields.Where(f => !f.PerChannel && !f.IsFlags && f.Scope == PlanScope.Row && (f.Width == 1 || !isKey) && f.Name == "number").ToArray();
        if (known.Length > 0 && Chance(2))
        {
            return known[_chance.Next(known.Length)];
        }

        var low = Least();
        return Kept(_plan.Field("number", low, low + (isKey ? Sizes[_chance.Next(Sizes.Length)] - 1 : _isPlain || Chance(2) ? 50_000 : 1_000_000), optional: Chance(2)));
    }

    /// <summary>Each channel has its own.</summary>
    private PlanField Own() => Kept(_plan.Field("own", Least(), _chance.Next(!_isPlain && Chance(3) ? 5000 : 150), optional: Chance(2), perChannel: true));

    /// <summary>Sometimes the same field of the context instead.</summary>
    private PlanField Shared(PlanField field) => Chance(4) ? Kept(_plan.Field("shared", field.Min, field.Max, PlanScope.Context, field.Optional)) : field;

    private PlanField Kept(PlanField field)
    {
        Keep(field);
        return field;
    }

    private void Keep(PlanField field)
    {
        _fields.Add(field);
        if (field.Scope == PlanScope.Context)
        {
            _shared[field] = Value(field) ?? long.MinValue;
        }
    }

    private long? Value(PlanField field) => field.Optional && Chance(5) ? null
        : field.Name == "to" ? 1440 + _chance.Next(1440)
        : field.Min + (_chance.Next(1 << 20) % (field.Max - field.Min + 1));

    private long Near(PlanField field) => Chance(6) ? Chance(2) ? -2_000_000 : 2_000_000 : field.Min - 2 + (_chance.Next(1 << 20) % (field.Max - field.Min + 5));

    private int Least() => -_chance.Next(100);

    private uint Mask() => (uint)_chance.Next(1 << 20) & _plan.AllChannels;

    /// <summary>Large numbers have small factors, so that most plans stay small.</summary>
    private int Factor(PlanField field, int id, int c) => Hash(id, 0, 0, c) / (int)Math.Clamp((field.Max - field.Min) / 8, 1, 70);

    private bool Chance(int of) => _chance.Next(of) == 0;

    private int Hash(int id, long a, long b, int c) => (int)(HashCode(id, a, b, c) % (2 * _most)) - _most;

    private static long HashCode(int id, long a, long b, int c) => unchecked(((((((id * 31) + a) * 1_000_003) + b) * 1_000_003) + c) * 2_654_435_761) >> 8 & uint.MaxValue;
}

/// <summary>The values of one customer; one of each channel, or one for all.</summary>
internal sealed record Customer(IReadOnlyDictionary<PlanField, long?[]> Values)
{
    public long? this[PlanField field] => Values[field][0];

    public long? Of(PlanField field, int channel) => Values[field][field.PerChannel ? channel : 0];
}
