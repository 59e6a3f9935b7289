namespace OmniChannel;

/// <summary>Which guarantee holds: the message's own, else its campaign's, else the safe one of its purpose.</summary>
internal static class SendGuarantees
{
    public static SendGuarantee Of(Message message, Campaign campaign) => message.Guarantee ?? campaign.Guarantee ?? Of(message.Purpose);

    /// <summary>What fulfils a contract or serves must arrive, even if it comes twice; everything else must not be said twice.</summary>
    private static SendGuarantee Of(Purpose purpose) =>
        purpose == Purpose.Transactional || purpose == Purpose.Service ? SendGuarantee.AtLeastOnce : SendGuarantee.AtMostOnce;
}
