namespace OmniChannel.Benchmarks;

/// <summary>The shop as an instance keeps it: its channels, accounts and policy made ready once, as when it starts, or a policy is swapped.</summary>
internal sealed class LoadedShop
{
    private readonly ZoneBook _zones = new(TimeSpan.FromDays(30));
    private readonly ChannelOffers _offers;

    public LoadedShop(Shop shop, Policy policy)
    {
        Policy = new RosterPolicy(policy, new ChannelRoster(shop.Channels, shop.Personas));
        _offers = new ChannelOffers(Policy.Roster, shop.Campaign, shop.Accounts, shop.Evidence);
    }

    public RosterPolicy Policy { get; }

    /// <summary>A customer as they come from the store.</summary>
    public CustomerSheet Load(Shopper shopper) => new(Policy.Roster, shopper.State, static point => (point.Address, null), null, _zones);

    /// <summary>A loaded customer and a question.</summary>
    public DecisionBasis Ask(Shopper shopper, CustomerSheet customer) => new()
    {
        Policy = Policy,
        Customer = customer,
        Offers = _offers,
        Message = shopper.Message,
        Now = shopper.Now,
        NotBefore = shopper.Now,
        ExpiresAt = shopper.Now.AddDays(7),
        AgentsFree = shopper.AgentsFree,
    };
}
