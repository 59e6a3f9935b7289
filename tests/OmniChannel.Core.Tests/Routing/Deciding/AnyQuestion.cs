using OmniChannel.Testing;
using OmniChannel.Tests.Policies;

namespace OmniChannel.Tests.Routing.Deciding;

/// <summary>Made-up customers with made-up questions: what <see cref="SituationGenerator"/> makes, and what only an instance knows beside it. The same seed gives the same.</summary>
internal sealed class AnyQuestion(int seed)
{
    private static readonly Persona[] Personas =
    [
        new() { Id = new("late"), Name = "Late", Channels = new Dictionary<Channel, int> { [Channel.Sms] = 300, [Channel.Email] = -40 }, When = Facts.Customer.HoursSinceTouch > 20 },
        new() { Id = new("rich"), Name = "Rich", Channels = new Dictionary<Channel, int> { [Channel.Email] = 55, [Channel.Push] = -70 }, When = Facts.Customer.Spent > Money.Of(500, "EUR"), Evidence = [PersonaEvidence.Of(TouchpointType.Purchased, 300), PersonaEvidence.Of(Channel.Email, 40)] },
        new() { Id = new("named"), Name = "Named", Channels = new Dictionary<Channel, int> { [Channel.WhatsApp] = 90 }, Evidence = [PersonaEvidence.Of(TouchpointType.SiteVisited, 150)] },
        new() { Id = new("kind"), Name = "A kind of late", BasedOn = new("late"), Channels = new Dictionary<Channel, int> { [Channel.Push] = 30 }, Demographics = new() { AgeFrom = 30, Countries = ["DE"] } },
    ];

    private readonly Random _chance = new(seed);
    private readonly SituationGenerator _situations = new((ulong)seed, personas: Personas);

    public SnapshotInput Next(Policy policy)
    {
        var situation = _situations.Next();
        var input = situation.Input(policy);
        var variants = input.Campaign.Variants.Select(variant => variant with { Account = _chance.Next(6) switch { 0 => "second", 1 when _chance.Next(4) == 0 => "unknown", _ => null } });
        return input with
        {
            Campaign = input.Campaign with { Variants = [.. variants] },
            Message = input.Message with
            {
                Topic = _chance.Next(3) == 0 ? new Topic("shoes") : null,
                Attributes = _chance.Next(2) == 0 ? Attributes() : null,
            },
            State = input.State with
            {
                Profile = input.State.Profile with
                {
                    Attributes = _chance.Next(2) == 0 ? Attributes() : null,
                    Topics = _chance.Next(4) == 0 ? new Dictionary<Topic, Liking> { [new("shoes")] = Liking.Dislike } : input.State.Profile.Topics,
                    TimeZone = _chance.Next(20) == 0 ? "Nowhere/At_all" : input.State.Profile.TimeZone,
                    Persona = _chance.Next(9) == 0 ? new PersonaId("stranger") : input.State.Profile.Persona,
                },
            },
            NotBefore = _chance.Next(3) == 0 ? input.Now.AddMinutes(_chance.Next(-60, 3000)) : input.NotBefore,
            Accounts = input.Channels.SelectMany(Accounts(input.Now)).ToLookup(one => one.Channel, one => one.Health),
            Evidence = new EvidenceState { Leads = input.Channels.Where(_ => _chance.Next(2) == 0).ToDictionary(one => one.Channel, _ => new LeadTally { Came = 5 + _chance.Next(300), Bought = _chance.Next(6) }) },
            Irrelevant = _chance.Next(40) == 0 ? new Irrelevance { Code = _chance.Next(2) == 0 ? Irrelevance.ByHost : "relevance.sold-out", Why = "socks" } : null,
            Excluding = _chance.Next(3) == 0 && input.State.Contacts.Count > 0 ? input.State.Contacts[_chance.Next(input.State.Contacts.Count)].Delivery : null,
            CheckAddress = static point => point.Address.StartsWith("customer-7", StringComparison.Ordinal) ? (null, "it begins with 7") : (point.Address.ToUpperInvariant(), null),
        };
    }

    private Func<ChannelDefinition, IEnumerable<(Channel Channel, AccountHealth Health)>> Accounts(DateTimeOffset now) => definition =>
        new[] { "first", "second", "third" }.Take(_chance.Next(8) == 0 ? 0 : 1 + _chance.Next(3))
            .Select(name => (definition.Channel, new AccountHealth { Account = name, PausedUntil = _chance.Next(3) == 0 ? now.AddMinutes(_chance.Next(-500, 2000)) : null }));

    private FactSet Attributes()
    {
        var facts = FactSet.Empty;
        foreach (var fact in AnyPolicy.Schema.All.Where(fact => fact.Id == FactId.Host && _chance.Next(3) > 0))
        {
            var value = fact.Kind switch
            {
                FactKind.Flag => FactValue.Of(_chance.Next(2) == 0),
                FactKind.Number => FactValue.Of(_chance.Next(-12, 12)),
                FactKind.Money => FactValue.Of(new Money(_chance.Next(-3, 3) * 1000L, new(_chance.Next(5) == 0 ? "USD" : "EUR"))),
                _ => FactValue.Of(_chance.Next(2) == 0 ? "gold" : "sil\"ver"),
            };
            foreach (var channel in fact.Domain.PerChannel ? AnyPolicy.Channels.Select(one => (Channel?)one) : [null])
            {
                facts = facts.With(fact.Name, channel, value);
            }
        }

        return facts;
    }
}
