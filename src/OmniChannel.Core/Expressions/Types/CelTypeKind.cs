namespace OmniChannel.Expressions;

/// <summary>The shapes that a <see cref="CelType"/> has.</summary>
public enum CelTypeKind
{
    /// <summary>Any type; decided at evaluation.</summary>
    Dyn = 0,

    /// <summary>The type of <c>null</c>.</summary>
    Null,

    /// <summary><c>bool</c>.</summary>
    Bool,

    /// <summary><c>int</c>.</summary>
    Int,

    /// <summary><c>uint</c>.</summary>
    Uint,

    /// <summary><c>double</c>.</summary>
    Double,

    /// <summary><c>string</c>.</summary>
    String,

    /// <summary><c>bytes</c>.</summary>
    Bytes,

    /// <summary><c>google.protobuf.Timestamp</c>.</summary>
    Timestamp,

    /// <summary><c>google.protobuf.Duration</c>.</summary>
    Duration,

    /// <summary><c>list</c> of one type.</summary>
    List,

    /// <summary><c>map</c> of a key's type and a value's type.</summary>
    Map,

    /// <summary>The type of a type.</summary>
    Type,

    /// <summary>A type that an extension or the host brought; optional values are one.</summary>
    Opaque,

    /// <summary>A type to be found out for each call of a function.</summary>
    Parameter,
}
