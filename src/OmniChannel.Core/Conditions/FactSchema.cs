using System.Collections.Frozen;
using OmniChannel.Expressions;

namespace OmniChannel;

/// <summary>The facts that a policy may ask: the built-in ones and the host's own. Exported as <c>facts.json</c>, so that a policy can be written and checked without the host's code. Immutable, and safe for many threads.</summary>
public sealed class FactSchema
{
    /// <summary>How many facts a host may declare.</summary>
    internal const int MaxHostFacts = 500;

    private readonly FrozenDictionary<string, Fact> _byName;
    private readonly Lazy<CelEnvironment> _environment;

    private FactSchema(IReadOnlyList<Fact> all)
    {
        All = all;
        _environment = new(() => CelFacts.EnvironmentOf(this));
        _byName = all.ToFrozenDictionary(fact => fact.Name, StringComparer.Ordinal);
    }

    /// <summary>The built-in facts alone.</summary>
    public static FactSchema BuiltIn { get; } = new(BuiltInFacts.All);

    /// <summary>Every fact: the built-in ones, then the host's in the order in which they were added.</summary>
    public IReadOnlyList<Fact> All { get; }

    /// <summary>The facts as variables of expressions, in their order.</summary>
    internal CelEnvironment Environment => _environment.Value;

    /// <summary>These facts, and the host's own: those of <see cref="Facts.Custom"/>. Adding the same fact again changes nothing.</summary>
    /// <exception cref="ArgumentException">Two facts of the same name are declared differently, or there are more than 500.</exception>
    public FactSchema With(params IReadOnlyList<Fact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var all = new List<Fact>(All);
        foreach (var fact in facts)
        {
            ArgumentNullException.ThrowIfNull(fact, nameof(facts));
            if (all.Find(one => one.Name == fact.Name) is not { } known)
            {
                all.Add(fact);
            }
            else if (!known.Equals(fact))
            {
                throw new ArgumentException($"{fact.Name} is declared twice, in different ways; declare it once and use it everywhere.", nameof(facts));
            }
        }

        var own = all.Count - BuiltInFacts.All.Count;
        return own <= MaxHostFacts ? new FactSchema(all) : throw new ArgumentException($"A host declares at most {MaxHostFacts} facts; found {own}.", nameof(facts));
    }

    /// <summary>These facts, and those by which segments are asked; no file of facts keeps them.</summary>
    internal FactSchema Beside(IEnumerable<Fact> segments) => new([.. All, .. segments]);

    /// <summary>The fact of this name; null when there is none.</summary>
    public Fact? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The schema as <c>facts.json</c>: UTF-8, canonical, the same for the same facts.</summary>
    public byte[] Write() => FactSchemaJson.Write(this);

    /// <summary>Reads what <see cref="Write"/> wrote, or what a person wrote by hand: comments and trailing commas are allowed, built-in facts may be left out.</summary>
    /// <returns>The schema, or everything that is wrong; bad input never throws.</returns>
    public static FactSchemaReadResult Read(ReadOnlyMemory<byte> json) => FactSchemaJson.Read(json);
}
