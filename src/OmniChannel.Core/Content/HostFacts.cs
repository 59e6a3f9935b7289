namespace OmniChannel;

/// <summary>The host's own facts, as far as they are known where templates are checked. Immutable.</summary>
internal sealed class HostFacts
{
    private readonly string[] _names;
    private readonly DiagnosticSeverity? _others;

    /// <param name="facts">Facts; those that are not the host's are passed over.</param>
    /// <param name="others">What it is to ask any other: an error where a schema says that there are none; a warning where a host may state facts that nobody declared; null where nothing is known of them.</param>
    public HostFacts(IEnumerable<Fact> facts, DiagnosticSeverity? others)
    {
        _names = [.. facts.Where(fact => fact.Id == FactId.Host && !fact.Domain.PerChannel && fact.Name.StartsWith(FactDeclaration.Prefix, StringComparison.Ordinal)).Select(fact => fact.Name[FactDeclaration.Prefix.Length..]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _others = others;
    }

    /// <summary>Nothing is known of them.</summary>
    public static HostFacts Unknown { get; } = new([], others: null);

    /// <summary>Why nobody will state a fact, or will hardly, and what was meant; null where somebody may.</summary>
    /// <param name="name">Its own name, without what stands before the names of all.</param>
    /// <param name="tag">How a template asks a fact, by its own name.</param>
    public PathDoubt? Doubt(string name, Func<string, string> tag)
    {
        if (_names.Contains(name, StringComparer.Ordinal))
        {
            return null;
        }

        if (NearestName.To(name, _names) is { } near)
        {
            return new(DiagnosticSeverity.Error, $"no fact of the host's is called {tag(name)}; did you mean {tag(near)}? Else declare it, in the schema that the policy source is given");
        }

        var known = _names.Length == 0 ? "none is declared" : $"declared are {string.Join(", ", _names.Take(12).Select(tag))}";
        return _others switch
        {
            null => null,
            DiagnosticSeverity.Error => new(DiagnosticSeverity.Error, $"no fact of the host's is called {tag(name)}; {known}"),
            _ => new(DiagnosticSeverity.Warning, $"nobody declared {tag(name)} and nothing asks it, so that nobody can tell whether it is ever stated; {known.Replace("declared are", "known are", StringComparison.Ordinal)}. Declare the host's facts in the schema that the policy source is given: then a slip of the pen is refused here"),
        };
    }
}

/// <summary>Why a path will have no value, and how sure that is.</summary>
/// <param name="Severity">An error where no customer can have one.</param>
/// <param name="Why">In words, with what was meant.</param>
internal readonly record struct PathDoubt(DiagnosticSeverity Severity, string Why);
