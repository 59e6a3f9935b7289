namespace OmniChannel.Benchmarks;

/// <summary>The shop whose messages are routed: its channels, personas and campaign, and customers whose pasts differ, the same ones on every run.</summary>
internal sealed class Shop
{
    /// <summary>A Tuesday evening in June; customers are asked about over the day that follows.</summary>
    public static readonly DateTimeOffset Evening = new(2026, 6, 16, 17, 0, 0, TimeSpan.Zero);

    private static readonly Channel[] First = [Channel.Email, Channel.Sms, Channel.Push, Channel.WebPush, Channel.WhatsApp, Channel.Telegram, Channel.LiveChat, Channel.Website];

    public Shop(int channels)
    {
        Channels = [.. ChannelDefinitions.All.OrderBy(d => Array.IndexOf(First, d.Channel) is >= 0 and var place ? place : First.Length).Take(channels)];
        Campaign = new Campaign { Id = new CampaignId("summer"), Name = "Summer", Variants = [.. Channels.Where(d => d.Capabilities.Reach == ChannelReach.Person).Select(d => new Variant { Channel = d.Channel, Text = "It is summer." })] };
        Accounts = Channels.SelectMany(d => Enumerable.Range(1, 2).Select(n => (d.Channel, Account: new AccountHealth { Account = $"account-{n}", PausedUntil = n == 1 && d.Channel == Channel.Sms ? Evening.AddDays(3) : null })))
            .ToLookup(a => a.Channel, a => a.Account);
    }

    public IReadOnlyList<ChannelDefinition> Channels { get; }

    public Campaign Campaign { get; }

    public ILookup<Channel, AccountHealth> Accounts { get; }

    public EvidenceState Evidence { get; } = new()
    {
        Leads = new Dictionary<Channel, LeadTally> { [Channel.Email] = new() { Came = 400, Bought = 31 }, [Channel.Website] = new() { Came = 900, Bought = 18 } },
    };

    public IReadOnlyList<Persona> Personas { get; } =
    [
        new() { Id = new PersonaId("regular"), Name = "Regular", Channels = new Dictionary<Channel, int> { [Channel.Email] = 60, [Channel.Push] = 20 }, When = Facts.Customer.Spent >= Money.Of(200m, "EUR") & !Facts.Customer.IsNew },
        new() { Id = new PersonaId("mobile"), Name = "Mobile", Channels = new Dictionary<Channel, int> { [Channel.Push] = 80, [Channel.WhatsApp] = 50, [Channel.Email] = -20 }, When = Facts.Customer.PurchaseChannel == Channel.Website & Facts.Customer.IsNew },
        new() { Id = new PersonaId("caller"), Name = "Caller", Channels = new Dictionary<Channel, int> { [Channel.Sms] = 60, [Channel.CallCentre] = 40 }, When = Facts.Customer.PurchaseChannel == Channel.CallCentre },
    ];

    /// <summary>What the walker is asked about this customer.</summary>
    public SnapshotInput Ask(Shopper shopper, Policy? policy = null) => new()
    {
        State = shopper.State,
        Policy = policy ?? DefaultPolicy.Instance,
        Message = shopper.Message,
        Campaign = Campaign,
        Now = shopper.Now,
        NotBefore = shopper.Now,
        ExpiresAt = shopper.Now.AddDays(7),
        Channels = Channels,
        Personas = Personas,
        Accounts = Accounts,
        CheckAddress = static point => (point.Address, null),
        Evidence = Evidence,
        AgentsFree = shopper.AgentsFree,
    };
}
