namespace OmniChannel;

/// <summary>Why a message makes no sense to a customer.</summary>
internal sealed record Irrelevance
{
    /// <summary>The code of a reason whose one argument is <see cref="Why"/>.</summary>
    public const string ByHost = "relevance.host";

    public string Code { get; init; } = ByHost;

    /// <summary>In the host's words, or what the code speaks of; no personal data.</summary>
    public required string Why { get; init; }

    /// <summary>What the host said; null when it found nothing.</summary>
    public static Irrelevance? OfHost(string? why) => why is null ? null : new Irrelevance { Why = why };

    public Reason Reason => Reason.Of(Code, new ReasonArgument("why", Why));
}
