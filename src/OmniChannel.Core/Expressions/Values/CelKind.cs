namespace OmniChannel.Expressions;

/// <summary>What a <see cref="CelValue"/> holds. The default of the enum, and of a value, is <see cref="Null"/>.</summary>
public enum CelKind : byte
{
    /// <summary>The value <c>null</c>.</summary>
    Null = 0,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>A signed integer of 64 bits.</summary>
    Int,

    /// <summary>An unsigned integer of 64 bits.</summary>
    Uint,

    /// <summary>A floating-point number of 64 bits.</summary>
    Double,

    /// <summary>Text: a sequence of Unicode code points.</summary>
    String,

    /// <summary>A sequence of octets.</summary>
    Bytes,

    /// <summary>An instant in UTC, to the nanosecond.</summary>
    Timestamp,

    /// <summary>A length of time, to the nanosecond.</summary>
    Duration,

    /// <summary>An ordered sequence of values.</summary>
    List,

    /// <summary>Values by key.</summary>
    Map,

    /// <summary>A value or its absence, made by <c>optional.of</c> and <c>optional.none</c>.</summary>
    Optional,

    /// <summary>A type as a value, for example what <c>type(1)</c> gives.</summary>
    Type,

    /// <summary>A value of a type that the host or an extension brought.</summary>
    Opaque,

    /// <summary>An error. It is a value here, so that <c>&amp;&amp;</c> and <c>||</c> can absorb it.</summary>
    Error,
}
