namespace OmniChannel;

/// <summary>A gate that is shut, and why.</summary>
public readonly record struct GateBlock
{
    internal GateBlock(Gate gate, Reason reason)
    {
        Gate = gate;
        Reason = reason;
    }

    /// <summary>Which gate.</summary>
    public Gate Gate { get; }

    /// <summary>Why.</summary>
    public Reason Reason { get; }
}
