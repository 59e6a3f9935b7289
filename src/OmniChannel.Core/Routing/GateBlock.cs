namespace OmniChannel;

/// <summary>A gate that is shut, and why.</summary>
public readonly record struct GateBlock(Gate Gate, Reason Reason);
