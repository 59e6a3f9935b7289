using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Tests.Segments;

namespace OmniChannel.Tests.Personas;

/// <summary>Rules made ready are what the walker says they are, whatever was read for another before.</summary>
public sealed class PersonaRuleTestsTests
{
    [Fact]
    public void Holds_OfAnyRules_IsWhatTheWalkerSays() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(
        Rule().ArrayOf(12).ToArbitrary(), MadeUpCustomer.Any().ToArbitrary(), (rules, customer) =>
        {
            var ready = new PersonaRuleTests(rules.Select((when, i) => new Persona { Id = new($"p{i}"), Name = $"P{i}", Channels = new Dictionary<Channel, int>(), When = when }));
            var read = default(PersonaRuleTests.Readings);
            for (var i = 0; i < rules.Length; i++)
            {
                Assert.Equal(rules[i] is { } when && ConditionWalker.Evaluate(when, customer.Known) == Truth.True, ready.Holds(i, customer.Known, ref read));
            }
        }));

    [Fact]
    public void Holds_OfMoreFactsThanThereIsRoomFor_IsWalked()
    {
        var facts = Enumerable.Range(0, 40).Select(i => Facts.Custom.Number($"n{i}", $"Number {i}.", 0, 100)).ToArray();
        var ready = new PersonaRuleTests(facts.Select((fact, i) => new Persona { Id = new($"p{i}"), Name = $"P{i}", Channels = new Dictionary<Channel, int>(), When = fact == i }));
        var known = new Conditions.FactTable([.. facts.Select((fact, i) => ((Fact)fact, FactValue.Of((long)(i % 2 == 0 ? i : 0))))]);
        var read = default(PersonaRuleTests.Readings);

        for (var i = 0; i < facts.Length; i++)
        {
            Assert.Equal(i % 2 == 0, ready.Holds(i, known, ref read));
        }
    }

    /// <summary>None, tests joined by "and" as hosts write them, or any tree.</summary>
    private static Gen<Condition?> Rule() => Gen.Frequency(
        (1, Gen.Constant<Condition?>(null)),
        (4, from tests in MadeUpSegments.Conditions(0, 0).ArrayOf(3) select (Condition?)tests.Aggregate((left, right) => left & right)),
        (2, MadeUpSegments.Conditions(3, 0).Select(when => (Condition?)when)));
}
