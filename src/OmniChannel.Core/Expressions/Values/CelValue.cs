using System.Runtime.CompilerServices;

namespace OmniChannel.Expressions;

/// <summary>
/// A value of the Common Expression Language, or an error. Immutable and safe to share between threads;
/// <c>default</c> is <c>null</c>. Equality is that of the language: <c>1 == 1u == 1.0</c>, NaN equals nothing, an error equals nothing.
/// </summary>
public readonly partial struct CelValue : IEquatable<CelValue>
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _nanoseconds;

    internal CelValue(CelKind kind, long bits = 0, object? reference = null, int nanoseconds = 0)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
        _nanoseconds = nanoseconds;
    }

    /// <summary>What the value holds.</summary>
    public CelKind Kind { get; }

    /// <summary>Whether this is an error rather than a result.</summary>
    public bool IsError => Kind == CelKind.Error;

    internal long Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _bits;
    }

    internal object? Reference => _reference;

    internal int Nanoseconds => _nanoseconds;

    internal double DoubleBits => BitConverter.Int64BitsToDouble(_bits);

    internal bool IsTrue => Kind == CelKind.Bool && _bits != 0;

    internal bool IsFalse => Kind == CelKind.Bool && _bits == 0;

    /// <summary>How much a walk over the value costs: 1 a scalar, 1 a character or octet, 1 an element with what is in it.</summary>
    internal long Weight => _reference switch
    {
        string text => 1 + text.Length,
        byte[] bytes => 1 + bytes.Length,
        ICelAggregate aggregate => aggregate.Weight,
        _ => 1,
    };

    internal int Depth => _reference is ICelAggregate aggregate ? aggregate.Depth : 0;

    /// <summary>Equality of the language; see the type.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CelValue other) => ValueEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CelValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ValueEquality.Hash(this);

    /// <summary>Equality of the language; see the type.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator ==(CelValue left, CelValue right) => left.Equals(right);

    /// <summary>Inequality of the language; see the type.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator !=(CelValue left, CelValue right) => !left.Equals(right);

    /// <summary>The value as the language's <c>%s</c> writes it; an error as its code and message.</summary>
    public override string ToString() => ValueText.Of(this);
}
