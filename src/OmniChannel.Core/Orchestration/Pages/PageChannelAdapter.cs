using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>Delivers to a page by putting the message where the page reads it. The same delivery is there once, so a repetition changes nothing and doubt can be asked.</summary>
internal sealed class PageChannelAdapter(Channel channel) : IChannelAdapter, IReconcilingAdapter, IMarketingAccount
{
    private Instance? instance;

    public Channel Channel => channel;

    public string Account => "pages";

    public bool MaySendMarketing => true;

    /// <summary>Nothing on a page carries a one-click way out.</summary>
    public Uri FallbackBaseUri => new("https://omnichannel.invalid");

    /// <summary>Whose store the messages go to. Once, before anything is sent.</summary>
    public void Attach(Instance whole) => instance = whole;

    /// <summary>A page knows its customer by presence; an address that a host states all the same has to be harmless.</summary>
    public AddressCheck CheckAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var trimmed = address.Trim();
        return trimmed.Length is 0 or > 200 ? AddressCheck.Invalid("It is empty or longer than 200 characters.")
            : trimmed.Any(char.IsControl) ? AddressCheck.Invalid("It has a line break or another control character.")
            : AddressCheck.Valid(trimmed);
    }

    public async ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var page = new PageMessage
        {
            Delivery = message.Delivery,
            Channel = message.Channel,
            Campaign = message.Campaign,
            Content = message.Content,
            At = Attached.Now,
            ExpiresAt = message.ExpiresAt,
        };
        try
        {
            await PageRows.PutAsync(Attached, message.Customer, page, cancellationToken).ConfigureAwait(false);
            return AttemptOutcome.Accepted(message.Delivery.Value);
        }
        catch (CustomerErasedException)
        {
            return AttemptOutcome.Rejected(AttemptFault.Recipient, "erased", "The customer was erased.");
        }
        catch (Storage.StoreConflictException)
        {
            return AttemptOutcome.NotSent(AttemptFault.Provider, "conflict", "The customer's rows were held by another unit.");
        }
    }

    public async ValueTask<ReconcileAnswer> ReconcileAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        await Attached.Store.ReadStateAsync(Attached.Tenant, Storage.PartitionKey.Of(message.Customer), PageRows.KeyOf(message.Delivery), cancellationToken).ConfigureAwait(false) is null
            ? ReconcileAnswer.NotSent()
            : ReconcileAnswer.Sent(message.Delivery.Value);

    private Instance Attached => instance ?? throw new InvalidOperationException("The page's account belongs to no instance; add it to OmniChannelSetup.Adapters before OmniChannelRuntime.Create.");
}
