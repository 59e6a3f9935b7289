using OmniChannel.Delivery;

namespace OmniChannel.Testing;

/// <summary>One answer of a provider, and what an adapter has to make of it: a row of the error table as a test.</summary>
public sealed record ProviderCase
{
    /// <summary>What it is: "21610, the person wrote STOP".</summary>
    public required string Name { get; init; }

    /// <summary>What the provider says.</summary>
    public required ProviderReply Reply { get; init; }

    /// <summary>What it means.</summary>
    public required AttemptResult Result { get; init; }

    /// <summary>Whose fault it is.</summary>
    public required AttemptFault Fault { get; init; }

    /// <summary>The code of the outcome; null where it does not matter.</summary>
    public string? Code { get; init; }

    /// <summary>The wait of the outcome; null where it does not matter.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
