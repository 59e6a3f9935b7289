using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Some channels and the accounts on them, the same for everybody who is looked at together: where their pauses are, and once those were read, how they stand.</summary>
internal sealed class ChannelAccounts
{
    private readonly Instance instance;
    private readonly IChannelAdapter[] accounts;
    private readonly string?[] senders;
    private AccountHealth[] standing = [];

    /// <param name="instance">Whose.</param>
    /// <param name="purpose">Of what is to be decided; null for any.</param>
    /// <param name="channels">On which.</param>
    public ChannelAccounts(Instance instance, Purpose? purpose, IReadOnlyList<ChannelDefinition> channels)
    {
        (this.instance, Purpose, Channels) = (instance, purpose, channels);
        accounts = [.. channels.SelectMany(definition => instance.Accounts.For(definition.Channel, purpose))];
        senders = Array.ConvertAll(accounts, OptOutScopes.Of);
        HasSenders = Array.Exists(senders, sender => sender is not null);
        Pauses = [.. AccountPauses.AddressesOf(accounts)];
        Standing = Array.Empty<AccountHealth>().ToLookup(_ => default(Channel));
    }

    public Purpose? Purpose { get; }

    public IReadOnlyList<ChannelDefinition> Channels { get; }

    /// <summary>The rows to look at.</summary>
    public StateAddress[] Pauses { get; }

    /// <summary>Whether some account names a sender to whom people opt out.</summary>
    public bool HasSenders { get; }

    /// <summary>How all of them stand, by channel, in the host's order.</summary>
    public ILookup<Channel, AccountHealth> Standing { get; private set; }

    /// <summary>Whether somebody may be written to on a channel.</summary>
    public bool Has(Channel channel)
    {
        foreach (var definition in Channels)
        {
            if (definition.Channel == channel)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Learns how they stand from the rows of <see cref="Pauses"/>, which begin at a place: an account is paused by a fault of its own, for all nodes, or rests here because its calls keep failing, whichever lasts longer.</summary>
    public void Read(IReadOnlyList<StateRow?> rows, int first)
    {
        standing = new AccountHealth[accounts.Length];
        for (var i = 0; i < standing.Length; i++)
        {
            var health = AccountPauses.Health(accounts[i], rows[first + i]);
            standing[i] = instance.Breakers.RestsUntil(accounts[i].Channel, accounts[i].Account) is { } rests && !(health.PausedUntil > rests) ? health with { PausedUntil = rests } : health;
        }

        Standing = accounts.Zip(standing).ToLookup(one => one.First.Channel, one => one.Second);
    }

    /// <summary>How those stand to whose sender an address did not opt out.</summary>
    /// <param name="against">What is known against the address that each channel would use.</param>
    public ILookup<Channel, AccountHealth> Except(IReadOnlyDictionary<Channel, SuppressionRow?> against) => Enumerable.Range(0, accounts.Length)
        .Where(i => !SuppressionBook.IsStopped(against.GetValueOrDefault(accounts[i].Channel), senders[i]))
        .ToLookup(i => accounts[i].Channel, i => standing[i]);

    /// <summary>Of each account on a channel the sender that it names.</summary>
    public string?[] SendersOn(Channel channel) => [.. senders.Where((_, i) => accounts[i].Channel == channel)];
}
