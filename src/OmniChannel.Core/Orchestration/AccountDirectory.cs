using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>The provider accounts, in the host's order, and what each asks for.</summary>
internal sealed class AccountDirectory
{
    private readonly ILookup<Channel, IChannelAdapter> byChannel;
    private readonly ChannelDirectory channels;
    private readonly Uri? publicBaseUri;

    public AccountDirectory(IEnumerable<IChannelAdapter> adapters, ChannelDirectory channels, Uri? publicBaseUri)
    {
        this.channels = channels;
        All = [.. adapters];
        byChannel = All.ToLookup(adapter => adapter.Channel);
        Channels = [.. All.Select(adapter => adapter.Channel).Distinct()];
        this.publicBaseUri = publicBaseUri;
    }

    public IReadOnlyList<IChannelAdapter> All { get; }

    /// <summary>Every channel that has an account.</summary>
    public IReadOnlyList<Channel> Channels { get; }

    /// <summary>Of accounts whose health is known, those that may send for a purpose.</summary>
    public ILookup<Channel, AccountHealth> OfThese(ILookup<Channel, AccountHealth> known, Purpose purpose) =>
        known.SelectMany(group => group.Where(one => For(group.Key, purpose).Any(adapter => adapter.Account == one.Account)), (group, one) => (group.Key, one)).ToLookup(pair => pair.Key, pair => pair.one);

    /// <summary>The accounts that may send for a purpose on a channel, in their order; for any purpose, when none is named.</summary>
    public IEnumerable<IChannelAdapter> For(Channel channel, Purpose? purpose) =>
        byChannel[channel].Where(adapter => purpose != Purpose.Marketing || adapter is not IMarketingAccount { MaySendMarketing: false });

    public IChannelAdapter? Find(Channel channel, string account) => byChannel[channel].FirstOrDefault(adapter => adapter.Account == account);

    /// <summary>Judges the form of an address: a telephone number wherever the channel has one as its address, then by the channel's first account.</summary>
    public AddressCheck Check(ContactPoint point)
    {
        var address = point.Address;
        if (channels.Find(point.Channel)?.Capabilities.Address == AddressKind.Phone)
        {
            var phone = PhoneNumber.Check(address);
            if (phone.Problem is { } problem)
            {
                return AddressCheck.Invalid(problem);
            }

            address = phone.Number.Value;
        }

        return byChannel[point.Channel].FirstOrDefault()?.CheckAddress(address) ?? AddressCheck.Valid(address);
    }

    /// <summary>Where one-click links of this account lead; null when none is owed.</summary>
    public Uri? OneClickBase(IChannelAdapter adapter, Purpose purpose) => OwesOneClick(adapter) && purpose == Purpose.Marketing
        ? publicBaseUri ?? (adapter as IMarketingAccount)?.FallbackBaseUri
        : null;

    /// <summary>Whether the account may send marketing e-mail and has nowhere for its one-click way out to lead.</summary>
    public bool LacksOneClickBase(IChannelAdapter adapter) => OwesOneClick(adapter) && OneClickBase(adapter, Purpose.Marketing) is null;

    private static bool OwesOneClick(IChannelAdapter adapter) => adapter.Channel == Channel.Email && adapter is not IMarketingAccount { MaySendMarketing: false };
}
