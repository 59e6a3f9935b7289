namespace OmniChannel.Testing;

/// <summary>A policy, and what it is held to. Immutable.</summary>
public sealed record PolicyUnderTest
{
    /// <summary>The policy.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The caps that no customer may ever find broken; null for those that the policy states. State the house's promise here and a policy that drops it is found out.</summary>
    public IReadOnlyList<FrequencyCap>? Caps { get; init; }

    /// <summary>The quiet hours that hold for every message less urgent than they say; null for those that the policy states.</summary>
    public IReadOnlyList<QuietHours>? QuietHours { get; init; }

    /// <summary>The host's channels; null for those the library defines that reach a person.</summary>
    public IReadOnlyList<ChannelDefinition>? Channels { get; init; }

    /// <summary>The host's personas.</summary>
    public IReadOnlyList<Persona> Personas { get; init; } = [];

    /// <summary>Where the made-up customers begin. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many customers are made up for each case. Default: 300.</summary>
    public int Situations { get; init; } = 300;

    /// <summary>Changes each made-up situation before it is decided: the host's own facts, its campaigns. Default: nothing.</summary>
    public Func<Situation, Situation> Adjust { get; init; } = static situation => situation;

    /// <summary>What decides. Default: <see cref="Situation.Decide"/>; a host with a path of its own to a decision holds that path to the same invariants.</summary>
    public Func<Situation, Policy, Decision> Decide { get; init; } = static (situation, policy) => situation.Decide(policy);
}
