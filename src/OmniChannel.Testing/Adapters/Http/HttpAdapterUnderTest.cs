using OmniChannel.Delivery;

namespace OmniChannel.Testing;

/// <summary>An adapter that calls a provider over HTTP, and what its conformance needs to know of the provider.</summary>
public sealed record HttpAdapterUnderTest
{
    /// <summary>The adapter, calling the address it was made for, with leave for private networks.</summary>
    public required IChannelAdapter Adapter { get; init; }

    /// <summary>The clock that the adapter was given; turned to see it give up by itself. <see cref="Adapter"/> has no other.</summary>
    public required ManualClock Clock { get; init; }

    /// <summary>What the provider says when it takes a message over.</summary>
    public required ProviderReply Good { get; init; }

    /// <summary>The provider's identifier in <see cref="Good"/>; null when it gives none.</summary>
    public string? GoodId { get; init; }

    /// <summary>Answers and what they mean: every row of the provider's table once, and each shape that a naive classifier gets wrong, such as a 200 that means no.</summary>
    public required IReadOnlyList<ProviderCase> Cases { get; init; }

    /// <summary>Addresses that have the form of the channel, at least one. Give some that are not yet normalised.</summary>
    public required IReadOnlyList<string> ValidAddresses { get; init; }

    /// <summary>Addresses that have not, at least one.</summary>
    public required IReadOnlyList<string> InvalidAddresses { get; init; }

    /// <summary>What must never be seen outside a request: keys, tokens, passwords, secret URLs. At least one, unless the account has none.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>How the provider says when to come again: one of <see cref="RetryAfterDialect"/>, or rules of its own; empty where it never says. Retry-After is legal in any answer (RFC 9110, section 10.2.3) and has to be heard all the same.</summary>
    public required IReadOnlyList<RetryAfterRule> RetryAfter { get; init; }

    /// <summary>What the channel says it can do, by which decisions go.</summary>
    public required ChannelCapabilities Capabilities { get; init; }

    /// <summary>The limits of the provider that the adapter itself keeps; empty where it leaves them all to the channel's capabilities.</summary>
    public required IReadOnlyList<ProviderLimit> Limits { get; init; }

    /// <summary>What is sent; within the limits of the channel.</summary>
    public RenderedContent Content { get; init; } = new() { Subject = "Your basket waits", Text = "Two things are still in it." };

    /// <summary>Answers a request that is not the send: a token, a session, an upload; null for the send itself.</summary>
    public Func<ProviderRequest, ProviderReply?> Preliminary { get; init; } = static _ => null;

    /// <summary>Whose the called URL is: it says what a redirect and a refused address mean.</summary>
    public EndpointOwner EndpointOwner { get; init; } = EndpointOwner.Account;

    /// <summary>Reads the idempotency key out of a request, where the provider honours one; null where it does not.</summary>
    public Func<ProviderRequest, string?>? IdempotencyKey { get; init; }

    /// <summary>Whether <see cref="Good"/> says yes by its body, so that one which is cut off, or is a page of HTML, is no yes. False where the status and headers say everything.</summary>
    public bool SaysYesInTheBody { get; init; } = true;
}
