namespace OmniChannel.Expressions;

/// <summary>A type, as the checker knows it. Immutable. Types are equal when they are written the same.</summary>
public sealed class CelType : IEquatable<CelType>
{
    internal const string OptionalName = "optional_type";

    private readonly string _text;

    private CelType(CelTypeKind kind, string name, params CelType[] parameters)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters;
        Depth = parameters.Length == 0 ? 0 : 1 + parameters.Max(parameter => parameter.Depth);
        HasParameter = kind == CelTypeKind.Parameter || parameters.Any(parameter => parameter.HasParameter);
        _text = parameters.Length == 0 ? name : $"{name}({string.Join(", ", parameters.AsEnumerable())})";
    }

    /// <summary>Any type; decided at evaluation.</summary>
    public static CelType Dyn { get; } = new(CelTypeKind.Dyn, "dyn");

    /// <summary>The type of <c>null</c>.</summary>
    public static CelType Null { get; } = new(CelTypeKind.Null, "null_type");

    /// <summary><c>bool</c>.</summary>
    public static CelType Bool { get; } = new(CelTypeKind.Bool, "bool");

    /// <summary><c>int</c>, signed, 64 bits.</summary>
    public static CelType Int { get; } = new(CelTypeKind.Int, "int");

    /// <summary><c>uint</c>, 64 bits.</summary>
    public static CelType Uint { get; } = new(CelTypeKind.Uint, "uint");

    /// <summary><c>double</c>, 64 bits.</summary>
    public static CelType Double { get; } = new(CelTypeKind.Double, "double");

    /// <summary><c>string</c>.</summary>
    public static CelType String { get; } = new(CelTypeKind.String, "string");

    /// <summary><c>bytes</c>.</summary>
    public static CelType Bytes { get; } = new(CelTypeKind.Bytes, "bytes");

    /// <summary>An instant; the language names it <c>google.protobuf.Timestamp</c>.</summary>
    public static CelType Timestamp { get; } = new(CelTypeKind.Timestamp, "google.protobuf.Timestamp");

    /// <summary>A length of time; the language names it <c>google.protobuf.Duration</c>.</summary>
    public static CelType Duration { get; } = new(CelTypeKind.Duration, "google.protobuf.Duration");

    /// <summary>The shape of the type.</summary>
    public CelTypeKind Kind { get; }

    /// <summary>The name without what is inside: <c>list</c> for a list of anything. That is the whole type at evaluation.</summary>
    public string Name { get; }

    /// <summary>The types inside: one for a list, two for a map.</summary>
    public IReadOnlyList<CelType> Parameters { get; }

    internal int Depth { get; }

    internal bool HasParameter { get; }

    internal bool IsOptional => Kind == CelTypeKind.Opaque && Name == OptionalName;

    /// <summary>A list of one type.</summary>
    /// <param name="element">The type of every element.</param>
    public static CelType List(CelType element) => new(CelTypeKind.List, "list", element);

    /// <summary>A map.</summary>
    /// <param name="key">The type of every key.</param>
    /// <param name="value">The type of every value.</param>
    public static CelType Map(CelType key, CelType value) => new(CelTypeKind.Map, "map", key, value);

    /// <summary>A value that may be absent.</summary>
    /// <param name="value">The type of the value.</param>
    public static CelType Optional(CelType value) => new(CelTypeKind.Opaque, OptionalName, value);

    /// <summary>The type of a type, for example of <c>type(1)</c>.</summary>
    /// <param name="denoted">The type that the value denotes.</param>
    public static CelType TypeOf(CelType denoted) => new(CelTypeKind.Type, "type", denoted);

    /// <summary>A type of the host's own.</summary>
    /// <param name="name">Its name in the language; qualified names are usual.</param>
    /// <param name="parameters">The types inside, if any.</param>
    public static CelType Opaque(string name, params CelType[] parameters)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(parameters);
        return new(CelTypeKind.Opaque, name, [.. parameters]);
    }

    /// <summary>A type to be found out for each call, in the signature of a function.</summary>
    /// <param name="name">Its name; the same name in one signature is the same type.</param>
    public static CelType Parameter(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(CelTypeKind.Parameter, name);
    }

    /// <inheritdoc/>
    public bool Equals(CelType? other) => other is not null && (ReferenceEquals(this, other) || (Kind == other.Kind && _text == other._text));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CelType);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);

    /// <summary>The type as the language writes it, for example <c>map(string, list(int))</c>.</summary>
    public override string ToString() => _text;
}
