namespace OmniChannel.Expressions;

/// <summary>What an optional value holds; one that holds nothing has no object.</summary>
internal sealed class CelOptional(CelValue value) : ICelAggregate
{
    public CelValue Value => value;

    public int Depth { get; } = value.Depth + 1;

    public long Weight { get; } = value.Weight + 1;

    public static CelOptional FromHost(CelValue value)
        => value.IsError
            ? throw new ArgumentException("The value is an error; an optional value holds none.", nameof(value))
            : AggregateCheck.OfHost(new CelOptional(value), nameof(value));
}
