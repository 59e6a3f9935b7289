namespace OmniChannel.Benchmarks;

/// <summary>Made-up customers as plain arrays, as a loop by hand would want them: −1 for a fact that is missing, of one customer in sixteen.</summary>
internal sealed class MadeCustomers
{
    private static readonly string[] Countries = ["DE", "AT", "CH", "FR", "IT", "ES", "PL", "NL", "BE", "DK", "SE", "NO"];

    private readonly sbyte[] _countries;
    private readonly sbyte[] _ages;
    private readonly int[] _cents;
    private readonly int[] _hours;
    private readonly sbyte[] _bought;

    public MadeCustomers(int count)
    {
        (_countries, _ages, _cents, _hours, _bought) = (new sbyte[count], new sbyte[count], new int[count], new int[count], new sbyte[count]);
        var state = 88_172_645_463_325_252UL;
        for (var i = 0; i < count; i++)
        {
            _countries[i] = (sbyte)Draw(12);
            _ages[i] = (sbyte)Draw(90);
            _cents[i] = Draw(40_000);
            _hours[i] = Draw(4_000);
            _bought[i] = (sbyte)Draw(2);
        }

        int Draw(int outOf)
        {
            // Marsaglia's xorshift of 64 bits
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            return (state & 15) == 0 ? -1 : (int)((state >> 16) % (ulong)outOf);
        }
    }

    public int Count => _ages.Length;

    public CustomerTable Table(IReadOnlyList<Fact> facts, DateTimeOffset at)
    {
        var builder = new CustomerTableBuilder(facts, at);
        for (var i = 0; i < Count; i++)
        {
            builder.Add(new CustomerId($"c{i}"), new Made(this, i));
        }

        return builder.Build();
    }

    /// <summary>What somebody would write for this one segment; a bit for each customer.</summary>
    public ulong[] ByHand()
    {
        var bits = new ulong[(Count + 63) / 64];
        for (var i = 0; i < Count; i++)
        {
            if (_countries[i] is >= 0 and <= 2 && _ages[i] >= 25 && _cents[i] >= 5_000 && _hours[i] is >= 0 and < 720 && _bought[i] == 1)
            {
                bits[i >> 6] |= 1UL << (i & 63);
            }
        }

        return bits;
    }

    public bool[] OneByOne(SegmentSet segments, int count) => [.. Enumerable.Range(0, count).Select(i => new MemberFacts<Made>(segments, new Made(this, i)).IsMember(0))];

    internal readonly struct Made(MadeCustomers all, int row) : IFactSource
    {
        public FactValue Read(Fact fact) => fact.Id switch
        {
            FactId.CustomerCountry => all._countries[row] < 0 ? FactValue.Absent : FactValue.Of(Countries[all._countries[row]]),
            FactId.CustomerAge => Number(all._ages[row]),
            FactId.CustomerSpent => all._cents[row] < 0 ? FactValue.Absent : FactValue.Of(new Money(all._cents[row], new Currency("EUR"))),
            FactId.CustomerHoursSinceTouch => Number(all._hours[row]),
            FactId.CustomerHasBought => all._bought[row] < 0 ? FactValue.Absent : FactValue.Of(all._bought[row] == 1),
            _ => FactValue.Absent,
        };

        private static FactValue Number(int number) => number < 0 ? FactValue.Absent : FactValue.Of((long)number);
    }
}
