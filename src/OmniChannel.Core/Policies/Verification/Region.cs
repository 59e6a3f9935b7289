namespace OmniChannel;

/// <summary>A set of customers and messages: those whose facts lie in certain classes, joined by all and any. Immutable.</summary>
internal abstract class Region
{
    public static Region Everything { get; } = new AllRegion([]);

    public static Region Nothing { get; } = new AnyRegion([]);

    public static Region All(IEnumerable<Region> parts)
    {
        var flat = parts.SelectMany(part => part is AllRegion all ? all.Parts : [part]).ToArray();
        return Array.Exists(flat, part => part is AnyRegion { Parts.Length: 0 }) ? Nothing : flat.Length == 1 ? flat[0] : new AllRegion(flat);
    }

    public static Region Any(IEnumerable<Region> parts)
    {
        var flat = parts.SelectMany(part => part is AnyRegion any ? any.Parts : [part]).ToArray();
        return Array.Exists(flat, part => part is AllRegion { Parts.Length: 0 }) ? Everything : flat.Length == 1 ? flat[0] : new AnyRegion(flat);
    }
}

/// <summary>One variable lies in these classes.</summary>
internal sealed class LeafRegion(int variable, ClassSet classes) : Region
{
    public int Variable { get; } = variable;

    public ClassSet Classes { get; } = classes;
}

/// <summary>Every part holds.</summary>
internal sealed class AllRegion(Region[] parts) : Region
{
    public Region[] Parts { get; } = parts;
}

/// <summary>At least one part holds.</summary>
internal sealed class AnyRegion(Region[] parts) : Region
{
    public Region[] Parts { get; } = parts;
}
