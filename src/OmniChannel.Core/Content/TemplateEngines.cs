using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>The engines of one instance, and the variants they have parsed. Safe for many threads.</summary>
internal sealed class TemplateEngines(IEnumerable<ITemplateEngine> engines)
{
    private readonly FrozenDictionary<string, ITemplateEngine> byName = engines.GroupBy(engine => engine.Name, StringComparer.Ordinal).ToFrozenDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);

    /// <summary>A memo by reference that lives as long as the variant does; it changes no result.</summary>
    private readonly ConditionalWeakTable<Variant, CompiledVariant> compiled = [];

    /// <summary>Core's own templates alone.</summary>
    public static TemplateEngines None { get; } = new([]);

    public IEnumerable<string> Names => byName.Keys.Order(StringComparer.Ordinal);

    public ITemplateEngine? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Parses the variant's templates, once for each variant object.</summary>
    public CompiledVariant Compile(Variant variant) => compiled.TryGetValue(variant, out var known) ? known : compiled.GetValue(variant, key => new CompiledVariant(key, this));
}
