namespace OmniChannel.Expressions;

/// <summary>
/// A value of a type that a host brings and its functions understand. Implementations are immutable, safe to share between
/// threads, and override <see cref="object.Equals(object)"/> and <see cref="object.GetHashCode"/>: that is what <c>==</c> asks.
/// </summary>
public abstract class CelOpaque
{
    /// <summary>The type, made by <see cref="CelType.Opaque"/>.</summary>
    public abstract CelType Type { get; }
}
