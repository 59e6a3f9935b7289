using OmniChannel.Delivery;

namespace OmniChannel.Push;

/// <summary>An access token, or why there is none.</summary>
internal sealed record AccessToken
{
    /// <summary>The token; null when there is none.</summary>
    public string? Value { get; init; }

    /// <summary>The Authorization header by it.</summary>
    public string? Authorization { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>When it runs out.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>Why there is none: NotSent, by the account's fault or the provider's.</summary>
    public AttemptOutcome? Problem { get; init; }

    /// <summary>When it runs out, or why there is none: never the token.</summary>
    public override string ToString() => Problem is { } problem ? $"no token: {problem.Code} {problem.Detail}" : $"a token until {Until:O}";
}
