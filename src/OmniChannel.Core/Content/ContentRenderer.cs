namespace OmniChannel;

/// <summary>Makes of a variant what one customer will read. Pure: the same variant and values give the same result. Safe for many threads.</summary>
internal static class ContentRenderer
{
    /// <summary>Parses the variant's templates by Core's own engine, once for each variant object.</summary>
    internal static CompiledVariant Compile(Variant variant) => TemplateEngines.None.Compile(variant);

    /// <summary>Fills in the values, by dotted path; a problem is a value, and all of them come together.</summary>
    internal static RenderResult Render(Variant variant, IReadOnlyDictionary<string, string> values) => Compile(variant).Render(values);
}
