namespace OmniChannel;

/// <summary>The host's own facts, as far as they are known where templates are checked. Immutable.</summary>
internal sealed class HostFacts
{
    private readonly string[] _names;
    private readonly bool _isWhole;

    /// <param name="facts">Facts; those that are not the host's are passed over.</param>
    /// <param name="isWhole">Whether there are no others: a schema says so. Else a host may state facts that nobody declared.</param>
    public HostFacts(IEnumerable<Fact> facts, bool isWhole)
    {
        _names = [.. facts.Where(fact => fact.Id == FactId.Host && !fact.Domain.PerChannel && fact.Name.StartsWith(FactDeclaration.Prefix, StringComparison.Ordinal)).Select(fact => fact.Name[FactDeclaration.Prefix.Length..]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _isWhole = isWhole;
    }

    /// <summary>Nothing is known of them.</summary>
    public static HostFacts Unknown { get; } = new([], isWhole: false);

    /// <summary>Why nobody will ever state a fact, and what was meant; null where somebody may.</summary>
    /// <param name="name">Its own name, without what stands before the names of all.</param>
    /// <param name="tag">How a template asks a fact, by its own name.</param>
    public string? WhyNever(string name, Func<string, string> tag) =>
        _names.Contains(name, StringComparer.Ordinal) ? null
        : NearestName.To(name, _names) is { } near ? $"no fact of the host's is called {tag(name)}; did you mean {tag(near)}? Else declare it, in the schema that the policy source is given"
        : !_isWhole ? null
        : _names.Length == 0 ? $"no fact of the host's is called {tag(name)}; none is declared"
        : $"no fact of the host's is called {tag(name)}; declared are {string.Join(", ", _names.Take(12).Select(tag))}";
}
