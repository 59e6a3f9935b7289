namespace OmniChannel.Expressions;

/// <summary>What holds other values knows how deep and how heavy it is, so that no walk over it needs to find out.</summary>
internal interface ICelAggregate
{
    /// <summary>Levels of values inside, at most <see cref="CelLimits.DeepestValue"/>.</summary>
    int Depth { get; }

    /// <summary>See <see cref="CelValue.Weight"/>.</summary>
    long Weight { get; }
}
