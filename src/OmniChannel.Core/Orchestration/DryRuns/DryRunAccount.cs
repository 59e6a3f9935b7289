using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>Stands in for a provider account: knows its addresses as the account does, and sends nothing.</summary>
internal sealed class DryRunAccount(IChannelAdapter account, DryRunMail mail) : IChannelAdapter, IMarketingAccount
{
    public Channel Channel => account.Channel;

    public string Account => account.Account;

    public bool MaySendMarketing => account is not IMarketingAccount { MaySendMarketing: false };

    public Uri? FallbackBaseUri { get; } = (account as IMarketingAccount)?.FallbackBaseUri ?? new Uri("https://omnichannel.invalid");

    public AddressCheck CheckAddress(string address) => account.CheckAddress(address);

    public ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(mail.Take(message));
    }
}
