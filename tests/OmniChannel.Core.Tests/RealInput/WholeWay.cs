using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Tests.RealInput;

/// <summary>Real customers through personas, funnels and segments, as one text that a person reads and a test holds on to: whom they match, how those of each persona go through the funnels, and who then is in which segment.</summary>
internal sealed class WholeWay
{
    private readonly RealBuyers _of;
    private readonly PersonaBook _personas;
    private readonly FunnelBook _funnels;
    private readonly LiveSegments _segments;
    private readonly PersonaMix[] _mixes;
    private readonly CustomerState[] _states;

    /// <param name="of">Whose customers.</param>
    /// <param name="late">Whether what was done comes in the opposite order.</param>
    public WholeWay(RealBuyers of, bool late)
    {
        _of = of;
        _personas = PersonaBook.Of(of.Personas);
        _funnels = new FunnelBook([of.Funnel]);
        _segments = new LiveSegments(of.Segments, _personas, _funnels);
        var fold = new TouchpointFold(_funnels);
        _states = [.. of.Buyers.Select(buyer => (late ? Enumerable.Reverse(buyer.Touchpoints) : buyer.Touchpoints).Aggregate(CustomerFold.Apply(CustomerState.Unknown(buyer.Profile.Id), buyer.Profile), fold.Apply))];
        _mixes = [.. _states.Select(state => PersonaMix.Of(_personas, state, new ProfileFacts(_funnels.At(state, of.Now), of.Now), SignalTally.DayOf(of.Now)))];
        Funnels = [.. _funnels.Machines.Select(machine => FunnelReport.Of(machine.Funnel, _states.Select((state, i) => FunnelTrail.Of(machine, state, of.Now, _mixes[i].FirstId))))];
    }

    /// <summary>The default funnel's, and that of the shop's own.</summary>
    public IReadOnlyList<FunnelReport> Funnels { get; }

    public override string ToString()
    {
        var text = new StringBuilder();
        WritePersonas(text);
        text.Append('\n').AppendJoin('\n', Funnels);
        WriteSegments(text);
        return text.ToString();
    }

    private void WritePersonas(StringBuilder text)
    {
        var (firsts, shares, channels) = (new int[_personas.Count + 1], new long[_personas.Count + 1], new SortedDictionary<string, long>(StringComparer.Ordinal));
        ChannelDefinition[] asked = [ChannelDefinitions.Find(Channel.Email)!, ChannelDefinitions.Find(Channel.Push)!, ChannelDefinitions.Find(Channel.Website)!, ChannelDefinitions.Find(Channel.CallCentre)!];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < _states.Length; i++)
        {
            var mix = _mixes[i];
            var preferences = LearnedPreference.Of(mix, _states[i].Behaviour, SignalTally.DayOf(_of.Now), asked);
            Assert.Equal(1000, mix.Shares.ToArray().Sum());
            firsts[mix.First < 0 ? _personas.Count : mix.First]++;
            for (var place = 0; place <= _personas.Count; place++)
            {
                shares[place] += mix.Shares[place];
            }

            for (var c = 0; c < asked.Length; c++)
            {
                channels[asked[c].Channel.Name] = channels.GetValueOrDefault(asked[c].Channel.Name) + preferences[c];
            }

            hash.AppendData(Encoding.UTF8.GetBytes($"{_states[i].Profile.Id} {string.Join(' ', mix.Shares.ToArray())} {string.Join(' ', preferences)}\n"));
        }

        var count = (decimal)_states.Length;
        text.Append(CultureInfo.InvariantCulture, $"{_of.Title}: {_states.Length} customers, {_of.Buyers.Sum(buyer => buyer.Touchpoints.Count)} touchpoints\n\nPersonas\n");
        for (var place = 0; place <= _personas.Count; place++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {(place < _personas.Count ? _personas[place].Id.Value : "none of them")}: first for {firsts[place]}, {shares[place] / count / 10m:0.00} % of all\n");
        }

        text.Append("  preference on average: ").AppendJoin(", ", channels.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value / count:0.00}"))).Append('\n');
        text.Append("  SHA-256 of all: ").Append(Convert.ToHexStringLower(hash.GetHashAndReset())).Append('\n');
    }

    private void WriteSegments(StringBuilder text)
    {
        var builder = new CustomerTableBuilder(_of.Segments.Reads, _of.Now);
        foreach (var state in _states)
        {
            builder.Add(state.Profile.Id, _segments.SourceOf(state, _of.Now));
        }

        var table = builder.Build();
        var facts = Array.ConvertAll(_states, state => _segments.FactsOf(state, _of.Now));
        text.Append(CultureInfo.InvariantCulture, $"\nSegments: {_of.Segments.All.Count}, definitions {_of.Segments.Hash[..16]}; {table.Facts.Count} facts in {table.Bytes} octets: {string.Join(", ", table.Facts)}\n");
        for (var place = 0; place < _of.Segments.All.Count; place++)
        {
            var segment = _of.Segments.All[place];
            var selected = _of.Segments.Select(segment.Id, table);

            // By column what it is one by one.
            Assert.Equal(facts.Select(one => one.IsMember(place)), _states.Select((_, row) => selected.Contains(row)));

            var drawn = Enumerable.Range(0, table.Count).OrderBy(row => StableHash.Of(table[row].Value, "sample", "1")).Take(2_000).ToList();
            var estimate = SegmentEstimate.FromSample(drawn.Count(selected.Contains), drawn.Count, table.Count);
            var members = Enumerable.Range(0, table.Count).Where(selected.Contains).ToList();
            text.Append(CultureInfo.InvariantCulture, $"\n{segment.Id}: {segment.Name}\n  {segment.When}\n");
            text.Append(CultureInfo.InvariantCulture, $"  {selected.Size}, {100.0 * selected.Count / table.Count:0.0} %; {estimate}\n");
            text.Append("  by persona: ").AppendJoin(", ", Counted(members, row => _mixes[row].FirstId?.Value ?? "none of them")).Append('\n');
            text.Append("  by stage: ").AppendJoin(", ", Counted(members, row => _funnels.At(_states[row], _of.Now).Stage?.Name ?? "none")).Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"  members {SegmentHash.Of(string.Join('\n', selected.Customers))[..16]}\n");
        }

        text.Append('\n').Append(new SegmentExplanation
        {
            Customer = table[0],
            Name = _of.Segments.All[^1].Name,
            IsMember = facts[0].IsMember(_of.Segments.All.Count - 1),
            Parts = SegmentExplainer<CustomerFactSource>.Explain(_of.Segments, facts[0], _of.Segments.All[^1].When),
        }).Append('\n');
    }

    private static IEnumerable<string> Counted(IEnumerable<int> rows, Func<int, string> group) =>
        rows.GroupBy(group).OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => string.Create(CultureInfo.InvariantCulture, $"{same.Key} {same.Count()}"));
}
