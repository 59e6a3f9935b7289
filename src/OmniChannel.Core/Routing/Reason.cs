namespace OmniChannel;

/// <summary>Why, as a code and its arguments; <see cref="ReasonTexts"/> turns it into words, replaceable per culture.</summary>
public sealed record Reason
{
    /// <summary>The code, such as "consent.missing". Stable: hosts may branch on it.</summary>
    public required string Code { get; init; }

    /// <summary>The arguments that the text speaks of, such as <c>purpose</c>; no personal data.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The reason in English.</summary>
    public override string ToString() => ReasonTexts.English.Of(this);
}
