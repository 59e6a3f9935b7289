namespace OmniChannel.Delivery;

/// <summary>Implemented beside <see cref="IChannelAdapter"/> by an e-mail account that has something to say about marketing. One that does not implement it may send marketing and needs the host's <c>PublicBaseUri</c>.</summary>
public interface IMarketingAccount
{
    /// <summary>Whether it may send marketing: then each message carries a one-click way out (RFC 8058). False takes the account out of the choice for marketing.</summary>
    bool MaySendMarketing { get; }

    /// <summary>Where the one-click way out leads when the host configured no <c>PublicBaseUri</c>; null for nowhere, then the host must. The development channel uses <c>https://omnichannel.invalid</c>.</summary>
    Uri? FallbackBaseUri { get; }
}
