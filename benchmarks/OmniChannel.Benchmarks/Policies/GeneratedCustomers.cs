using OmniChannel.Tests.Policies.Compiled;

namespace OmniChannel.Benchmarks;

/// <summary>Customers for whatever facts a policy asks: of each fact the values that it is compared with, their neighbours, and what its declaration allows. Of every second customer all is known; of the others one fact in ten is missing.</summary>
internal sealed class GeneratedCustomers
{
    private readonly Dictionary<Fact, FactValue[]> _values = [];
    private readonly Channel[] _channels;
    private readonly NbcChance _chance = new(12345);

    public GeneratedCustomers(Policy policy, PolicyPlan plan, Channel[] channels)
    {
        _channels = channels;
        foreach (var fact in PolicyFacts.Of(policy).Where(f => f.Id != FactId.Channel))
        {
            var constants = plan.Facts.Where(f => f.Fact.Equals(fact)).SelectMany(f => Enumerable.Range(1, f.Code.Most).Select(f.Code.ValueOf)).Where(v => v.State == FactState.Present);
            _values.Add(fact, [.. constants.SelectMany(Neighbours).Concat(Declared(fact)).Where(v => fact.Judge(v).State == FactState.Present).Distinct()]);
        }
    }

    /// <summary>The next customer, as each channel sees it.</summary>
    public Func<int, Facts> Next()
    {
        var isComplete = _chance.Next(2) == 0;
        var shared = _values.Keys.Where(f => !f.Domain.PerChannel).ToDictionary(f => f, f => Draw(f, isComplete));
        Facts[] all = [.. _channels.Select(channel =>
        {
            var own = new Dictionary<Fact, FactValue>(shared) { [OmniChannel.Facts.Channel] = FactValue.Of(channel.Name) };
            foreach (var fact in _values.Keys.Where(f => f.Domain.PerChannel))
            {
                own[fact] = Draw(fact, isComplete);
            }

            return new Facts(own);
        })];
        return c => all[c];
    }

    private FactValue Draw(Fact fact, bool isComplete) => !isComplete && _chance.Next(10) == 0 ? FactValue.Absent : _values[fact] is { Length: > 0 } values ? values[_chance.Next(values.Length)] : FactValue.Absent;

    private static IEnumerable<FactValue> Neighbours(FactValue value) => value.Kind switch
    {
        FactKind.Number => [FactValue.Of(value.Number - 1), value, FactValue.Of(value.Number + 1)],
        FactKind.Money => [.. new[] { -1, 0, 1 }.Select(by => FactValue.Of(new Money(value.Number + by, new Currency(value.Text!))))],
        FactKind.Text => [value, FactValue.Of(value.Text + "?")],
        _ => [value],
    };

    private static IEnumerable<FactValue> Declared(Fact fact) => fact.Kind switch
    {
        FactKind.Flag => [FactValue.Of(false), FactValue.Of(true)],
        FactKind.Number => Enumerable.Range(0, 16).Select(i => FactValue.Of((fact.Domain.Min ?? 0) + (((fact.Domain.Max ?? 1000) - (fact.Domain.Min ?? 0)) * i / 15))),
        FactKind.Money => Enumerable.Range(0, 16).Select(i => FactValue.Of(new Money(i * 1000, new Currency(fact.Domain.Currency ?? "EUR")))),
        _ => fact.Domain.Values.Count > 0 ? fact.Domain.Values.Select(FactValue.Of) : [FactValue.Of("a"), FactValue.Of("b")],
    };

    /// <summary>What one channel sees.</summary>
    internal readonly struct Facts(Dictionary<Fact, FactValue> known) : IFactSource
    {
        public FactValue Read(Fact fact) => known.GetValueOrDefault(fact);
    }
}
