namespace OmniChannel;

/// <summary>A token that carries a session on, once.</summary>
public sealed record HandOff
{
    /// <summary>26 digits of Crockford's base 32: 128 random bits. Only its hash is kept, so it cannot be shown again.</summary>
    public required string Token { get; init; }

    /// <summary>Until when it can be redeemed, in UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The link for an e-mail or a QR code: the token as the last segment. In upper case throughout where the host's page allows it, it takes a QR code's dense mode.</summary>
    /// <param name="baseUri">The host's page, absolute: <c>https://shop.example/h</c>.</param>
    /// <exception cref="ArgumentException">It is not absolute.</exception>
    public Uri ToUri(Uri baseUri)
    {
        ArgumentNullException.ThrowIfNull(baseUri);
        return baseUri.IsAbsoluteUri ? new Uri($"{baseUri.AbsoluteUri.TrimEnd('/')}/{Token}") : throw new ArgumentException($"Found '{baseUri}'; pass the absolute address of the page that redeems, such as https://shop.example/h.", nameof(baseUri));
    }

    /// <summary>Without the token: a secret is never printed.</summary>
    public override string ToString() => $"a hand-off until {ExpiresAt:u}";
}
