namespace OmniChannel;

/// <summary>One finding about a policy: what was found where, why, and what to do. Its codes stand in docs/policy-verification.md.</summary>
public sealed record PolicyFinding
{
    /// <summary>The code, such as "OC2101"; it keeps its meaning for ever.</summary>
    public required string Code { get; init; }

    /// <summary>How much it matters.</summary>
    public required DiagnosticSeverity Severity { get; init; }

    /// <summary>Where.</summary>
    public required PolicyPlace Place { get; init; }

    /// <summary>What was found, in a sentence.</summary>
    public required string Found { get; init; }

    /// <summary>Why: the rules, ranges or figures that lead to it, in a sentence.</summary>
    public required string Why { get; init; }

    /// <summary>What to do, in a sentence.</summary>
    public required string Fix { get; init; }

    /// <summary>The other places that take part: the rules that exclude, shadow or contradict this one.</summary>
    public IReadOnlyList<PolicyPlace> Related { get; init; } = [];

    /// <summary>A customer and message for which it is so, fact by fact, each value as a policy writes it, or "absent". Facts that are not named may be anything. Empty where no example is needed.</summary>
    public IReadOnlyDictionary<string, string> Witness { get; init; } = new Dictionary<string, string>();

    /// <summary>The witness as facts.</summary>
    internal WitnessFacts? Example { get; init; }

    /// <summary>The finding as those of reading a file are, for <see cref="PolicySource.Require"/> and for tools: without related places and example.</summary>
    public PolicyDiagnostic ToDiagnostic() => new()
    {
        Code = Code,
        Severity = Severity,
        Message = Place.Part == PolicyPart.Campaign ? $"{Place}: {Found} {Why}" : $"{Found} {Why}",
        Fix = Fix,
        Path = Place.Path,
        Line = Place.Line,
        Column = Place.Column,
    };

    /// <summary>The finding on one line; one of a file begins with line and column.</summary>
    public override string ToString() => (Place.Line > 0 ? FormattableString.Invariant($"{Place.Line}:{Place.Column}: ") : "") + $"{Code} {Place}: {Found} {Why} {Fix}"
        + (Witness.Count == 0 ? "" : $" Example: {string.Join(", ", Witness.Select(fact => $"{fact.Key} = {fact.Value}"))}.");
}
