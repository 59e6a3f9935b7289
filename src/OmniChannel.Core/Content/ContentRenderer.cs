using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Makes of a variant what one customer will read. Pure: the same variant and values give the same result. Safe for many threads.</summary>
internal static class ContentRenderer
{
    /// <summary>A memo by reference that lives as long as the variant does; it changes no result.</summary>
    private static readonly ConditionalWeakTable<Variant, CompiledVariant> Compiled = [];

    /// <summary>Parses the variant's templates, once for each variant object.</summary>
    internal static CompiledVariant Compile(Variant variant) => Compiled.GetValue(variant, static key => new CompiledVariant(key));

    /// <summary>Fills in the values, by dotted path; a problem is a value, and all of them come together.</summary>
    internal static RenderResult Render(Variant variant, IReadOnlyDictionary<string, string> values) => Compile(variant).Render(values);
}
