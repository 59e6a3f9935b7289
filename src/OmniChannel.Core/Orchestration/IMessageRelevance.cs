namespace OmniChannel;

/// <summary>The host's own word on whether a message still makes sense: asked when it is decided and again when it is due. Implementations are called from many threads.</summary>
public interface IMessageRelevance
{
    /// <summary>Null when the message makes sense; else why it does not, in a few words without personal data: "the cart was bought".</summary>
    ValueTask<string?> WhyNotAsync(Message message, CustomerId customer, CancellationToken cancellationToken);
}
