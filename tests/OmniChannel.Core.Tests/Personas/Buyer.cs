namespace OmniChannel.Tests.Personas;

/// <summary>A customer of whom things become known, and personas that she may be.</summary>
internal static class Buyer
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly CustomerId Anna = new("anna");
    public static readonly Topic Kids = new("kids");

    public static readonly Persona Parent = new()
    {
        Id = new("parent"),
        Name = "Parent",
        Channels = new Dictionary<Channel, int> { [Channel.Email] = 60, [Channel.Sms] = -40 },
        Evidence = [PersonaEvidence.Of(Kids, 40), PersonaEvidence.Of(new AcquisitionSource { Source = "mumsnet" }, 100)],
    };

    public static readonly Persona Commuter = new()
    {
        Id = new("commuter"),
        Name = "Commuter",
        Channels = new Dictionary<Channel, int> { [Channel.Push] = 80 },
        When = Facts.Customer.Country == "DE",
        Evidence = [PersonaEvidence.Of(TouchpointType.AppOpened, 30), PersonaEvidence.Of(ReceiptKind.Opened, 50).On(Channel.Push)],
    };

    public static CustomerState Unknown => CustomerState.Unknown(Anna);

    public static Touchpoint Did(TouchpointType type, int daysAgo = 0, Channel? channel = null, params (string, string)[] data) => new()
    {
        Source = "/t",
        Id = $"{type}-{daysAgo}-{channel}-{string.Join('-', data)}",
        Type = type,
        Customer = Anna,
        At = Noon.AddDays(-daysAgo),
        Channel = channel,
        Data = data.ToDictionary(one => one.Item1, one => one.Item2),
    };

    public static Receipt Got(ReceiptKind kind, int daysAgo = 0, bool byMachine = false) =>
        new() { Source = "/r", Id = $"{kind}-{daysAgo}", Delivery = new("d"), Kind = kind, At = Noon.AddDays(-daysAgo), ByMachine = byMachine };

    public static CustomerState After(this CustomerState state, params IEnumerable<Touchpoint> touchpoints) => touchpoints.Aggregate(state, CustomerFold.Apply);

    public static CustomerState After(this CustomerState state, Receipt receipt, Channel channel) => CustomerFold.Apply(state, receipt, channel, Purpose.Marketing);

    public static PersonaMatches Match(this CustomerState state, params IReadOnlyList<Persona> personas) => Mix(state, personas).ToMatches();

    public static PersonaMix Mix(this CustomerState state, params IReadOnlyList<Persona> personas) => PersonaMix.Of(PersonaBook.Of(personas), state, new ProfileFacts(state, Noon), SignalTally.DayOf(Noon));

    public static int Prefers(this CustomerState state, Channel channel, params IReadOnlyList<Persona> personas) =>
        LearnedPreference.Of(Mix(state, personas), state.Behaviour, SignalTally.DayOf(Noon), [ChannelDefinitions.Find(channel)!])[0];

    public static PersonaExplanation Explain(this CustomerState state, params IReadOnlyList<Persona> personas) =>
        PersonaExplainer.Explain(PersonaBook.Of(personas), state, new ProfileFacts(state, Noon), Noon);
}
