namespace OmniChannel.Tests.Conditions;

/// <summary>Facts by name; those that are not named are absent.</summary>
internal readonly struct FactTable(params (Fact Fact, FactValue Value)[] values) : IFactSource
{
    public FactValue Read(Fact fact) => values.FirstOrDefault(one => one.Fact.Equals(fact)).Value;
}
