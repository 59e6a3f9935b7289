using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Policies.Verification;

/// <summary>Policies over few facts with near constants, so that rules contradict, shadow and cover each other often; and customers that stand on their edges.</summary>
internal static class SmallWorld
{
    public static readonly Channel[] Channels = [Channel.Email, Channel.Sms, Channel.Push];

    public static readonly OrderedFact<int> Level = Facts.Custom.Number("level", "A level.", 0, 5);

    public static readonly TextFact Tier = Facts.Custom.Text("tier", "A tier.", ["gold", "silver", "basic"]);

    public static readonly OrderedFact<int> Budget = Facts.Custom.Number("left", "What is left.", 0, 9);

    public static PolicyContext Context { get; } = new()
    {
        Accounts = Channels,
        Personas = [new Persona { Id = new("teen"), Name = "Teen", Channels = new Dictionary<Channel, int>() }, new Persona { Id = new("parent"), Name = "Parent", Channels = new Dictionary<Channel, int>() }],
    };

    private static Gen<Condition> Leaves() => Gen.OneOf(
        from low in Gen.Choose(-1, 6) from form in Gen.Choose(0, 4) select form switch { 0 => Level < low, 1 => Level >= low, 2 => Level == low, 3 => Level != low, _ => Level.In(low, low + 2) },
        from tier in Gen.Elements("gold", "silver", "basic") from same in Gen.Elements(true, false) select same ? Tier == tier : Tier != tier,
        from age in Gen.Elements(17, 18, 65) from less in Gen.Elements(true, false) select less ? Facts.Customer.Age < age : Facts.Customer.Age >= age,
        from cents in Gen.Elements(10, 20) from code in Gen.Elements("EUR", "USD") select Facts.Cart.Total < Money.Of(cents, code),
        from persona in Gen.Elements("teen", "parent", "nobody") select Facts.Persona == new PersonaId(persona),
        from stage in Gen.Elements(FunnelStage.Awareness, FunnelStage.Loyalty) select Facts.Stage != stage,
        from purpose in Gen.Elements(Purpose.Marketing, Purpose.Transactional) select Facts.Purpose == purpose,
        from number in Gen.Elements(0, 1, 3) select Facts.History.Deliveries > number,
        Gen.Elements<Condition>(Facts.OnSite, !Facts.OnSite, Facts.Customer.IsNew, Level.IsKnown, !Facts.Customer.Age.IsKnown, Facts.Channel == Channel.Sms, Facts.History.Instant, Condition.Always, Condition.Never));

    private static Gen<Condition> Trees(int depth) => depth == 0 ? Leaves() : Gen.OneOf(
        Leaves(),
        from left in Trees(depth - 1) from right in Trees(depth - 1) select left & right,
        from left in Trees(depth - 1) from right in Trees(depth - 1) select left | right,
        from inner in Trees(depth - 1) select !inner);

    private static Gen<Channel[]> Some() => Gen.Elements<Channel[]>([], [Channel.Email], [Channel.Sms], [Channel.Push], [Channel.Sms, Channel.Email]);

    private static Gen<Action<PolicyBuilder>> Rules() => Gen.OneOf<Action<PolicyBuilder>>(
        from channels in Some() from when in Trees(2) select (Action<PolicyBuilder>)(policy => policy.Exclude(channels, when, "no")),
        from channels in Some() from when in Trees(2) select (Action<PolicyBuilder>)(policy => policy.Require(channels, when, "only")),
        from channel in Gen.Elements(Channels) from when in Trees(2) select (Action<PolicyBuilder>)(policy => policy.Score(channel, 10, when, "more")),
        from when in Trees(2) select (Action<PolicyBuilder>)(policy => policy.FirstOf([Channel.Email, Channel.Push], when, "first")),
        from when in Trees(1) select (Action<PolicyBuilder>)(policy => policy.ExcludeAbove([], ScorePoints.Table(Facts.Channel).Row(Channel.Sms, 7).Row(Channel.Push, 1).Otherwise(0), Budget, when, "too dear")),
        from when in Trees(1) select (Action<PolicyBuilder>)(policy => policy.ExcludeWithin([Channel.Sms], Facts.Now.LocalMinute, Level, Budget, when, "asleep")));

    public static Gen<Policy> Policies() =>
        from count in Gen.Choose(1, 7)
        from rules in Rules().ListOf(count)
        select rules.Aggregate(Policy.Named("any"), (policy, rule) =>
        {
            rule(policy);
            return policy;
        }).OtherwiseBest();

    public static Gen<Customer[]> Customers() => (
        from level in Gen.Choose(-2, 7)
        from tier in Gen.Elements(null, "gold", "silver", "basic", "platinum")
        from age in Gen.Elements<int?>(null, 16, 17, 18, 64, 65)
        from cart in Gen.Elements<Money?>(null, Money.Of(9.99m, "EUR"), Money.Of(10, "EUR"), Money.Of(20, "USD"), Money.Of(15, "CHF"))
        from persona in Gen.Elements(null, "teen", "parent", "nobody", "somebody")
        from stage in Gen.Elements(FunnelStage.Awareness, FunnelStage.Consideration, FunnelStage.Loyalty)
        from purpose in Gen.Elements(Purpose.Marketing, Purpose.Transactional, Purpose.Service, new Purpose("research"))
        from deliveries in Gen.ArrayOf(Gen.Choose(0, 4), 3)
        from flags in Gen.ArrayOf(Gen.Choose(0, 2), 2)
        from left in Gen.Choose(-1, 10)
        select new Customer(new Dictionary<Fact, FactValue>
        {
            [Level] = FactValue.Of((long)level),
            [Tier] = FactValue.Of(tier),
            [Facts.Customer.Age] = age is { } years ? FactValue.Of((long)years) : FactValue.Absent,
            [Facts.Cart.Total] = FactValue.Of(cart),
            [Facts.Persona] = FactValue.Of(persona),
            [Facts.Stage] = FactValue.Of(stage.Name),
            [Facts.Purpose] = FactValue.Of(purpose.Name),
            [Facts.OnSite] = FactValue.Of(flags[0] == 1),
            [Facts.Customer.IsNew] = flags[1] == 2 ? FactValue.Absent : FactValue.Of(flags[1] == 1),
            [Budget] = FactValue.Of((long)left),
        }, deliveries)).ArrayOf(60);

    /// <summary>Somebody, with deliveries on each channel; a witness may outrank what is known.</summary>
    public sealed record Customer(Dictionary<Fact, FactValue> Known, int[] Deliveries)
    {
        public Seen On(Channel? channel, WitnessFacts? witness = null) => new(this, channel, witness);
    }

    public readonly struct Seen(Customer customer, Channel? channel, WitnessFacts? witness) : IFactSource
    {
        public FactValue Read(Fact fact) => fact.Judge(
            witness?.Find(fact, channel) is { } stated ? stated
            : fact.Domain.PerChannel && channel is null ? FactValue.Absent
            : fact.Id == FactId.Channel ? FactValue.Of(channel!.Value.Name)
            : fact.Id == FactId.ChannelInstant ? FactValue.Of(ChannelDefinitions.Find(channel!.Value)!.Capabilities.IsInstant)
            : fact.Id == FactId.ChannelDeliveries ? FactValue.Of((long)customer.Deliveries[Array.IndexOf(Channels, channel!.Value)])
            : customer.Known.GetValueOrDefault(fact));
    }
}
