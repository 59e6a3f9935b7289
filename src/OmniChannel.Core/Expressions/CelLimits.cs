namespace OmniChannel.Expressions;

/// <summary>What one expression may cost. Every limit that is reached is an error with a place, never an exception.</summary>
public sealed record CelLimits
{
    /// <summary>Levels that a value may be nested, whoever makes it.</summary>
    internal const int DeepestValue = 256;

    /// <summary>Elements and characters that a host's own value may have.</summary>
    internal const long HeaviestValue = 100_000_000;

    private const int DeepestExpression = 500;

    /// <summary>The defaults.</summary>
    public static CelLimits Default { get; } = new();

    /// <summary>The longest expression, in UTF-16 code units.</summary>
    /// <value>100,000.</value>
    public int SourceLength { get; init => field = Positive(value, nameof(SourceLength), int.MaxValue); } = 100_000;

    /// <summary>How deep an expression may be nested: parentheses, arguments, operators of the same precedence in a row. <c>&amp;&amp;</c> and <c>||</c> in a row count once.</summary>
    /// <value>250; at most 500.</value>
    public int ExpressionDepth { get; init => field = Positive(value, nameof(ExpressionDepth), DeepestExpression); } = 250;

    /// <summary>Steps of one evaluation: each part of the expression, each time it is evaluated; a walk over a value costs its size.</summary>
    /// <value>1,000,000.</value>
    public long Steps { get; init => field = Positive(value, nameof(Steps), long.MaxValue); } = 1_000_000;

    /// <summary>Elements, characters and octets that one evaluation may make, and the largest value it may make.</summary>
    /// <value>1,000,000; at most 100,000,000.</value>
    public long Size { get; init => field = Positive(value, nameof(Size), HeaviestValue); } = 1_000_000;

    /// <summary>The longest regular expression, in UTF-16 code units; also the number of states it may expand to.</summary>
    /// <value>1,000.</value>
    public int PatternLength { get; init => field = Positive(value, nameof(PatternLength), 10_000); } = 1_000;

    private static T Positive<T>(T value, string name, T most) where T : IComparable<T>
        => value.CompareTo(default) > 0 && value.CompareTo(most) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"A limit is between 1 and {most}.");
}
