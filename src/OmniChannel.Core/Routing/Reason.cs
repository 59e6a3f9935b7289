namespace OmniChannel;

/// <summary>Why, as a code and its arguments; <see cref="ReasonTexts"/> turns it into words, replaceable per culture.</summary>
public sealed record Reason
{
    /// <summary>The code, such as "consent.missing". Stable: hosts may branch on it.</summary>
    public required string Code { get; init; }

    /// <summary>The arguments that the text speaks of, such as <c>purpose</c>; no address and no content.</summary>
    public IReadOnlyList<ReasonArgument> Arguments { get; init; } = [];

    /// <summary>Reasons that this one speaks of, as <c>{causes}</c>; empty for most.</summary>
    public IReadOnlyList<Reason> Causes { get; init; } = [];

    /// <summary>An argument by its name; null when there is none.</summary>
    public string? this[string name] => Argument(name);

    /// <summary>The reason in English.</summary>
    public override string ToString() => ReasonTexts.English.Of(this);

    /// <summary>Whether code, arguments and causes are the same.</summary>
    public bool Equals(Reason? other) => other is not null && Code == other.Code && Arguments.SequenceEqual(other.Arguments) && Causes.SequenceEqual(other.Causes);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Code, StringComparison.Ordinal);

    internal string? Argument(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Arguments.Count; i++)
        {
            if (name.SequenceEqual(Arguments[i].Name))
            {
                return Arguments[i].Value;
            }
        }

        return null;
    }

    internal static Reason Of(string code, params ReasonArgument[] arguments) => new() { Code = code, Arguments = arguments };
}
