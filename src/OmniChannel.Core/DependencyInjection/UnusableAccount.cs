using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>Stands where an account with wrong options belongs, so that the start check names what is wrong with it and not also that its channel has none. The start fails, so it never sends.</summary>
internal sealed class UnusableAccount(Channel channel, string account) : IChannelAdapter, IMarketingAccount
{
    private const string Problem = "The account's options are wrong; the start check names what is.";

    public Channel Channel => channel;

    public string Account => account;

    public bool MaySendMarketing => false;

    public Uri? FallbackBaseUri => null;

    public AddressCheck CheckAddress(string address) => AddressCheck.Invalid(Problem);

    public ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        ValueTask.FromResult(AttemptOutcome.NotSent(AttemptFault.Account, null, Problem));
}
