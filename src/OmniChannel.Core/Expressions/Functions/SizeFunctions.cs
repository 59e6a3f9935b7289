namespace OmniChannel.Expressions;

/// <summary><c>size(x)</c> and <c>x.size()</c>: code points, octets, elements, entries.</summary>
internal static class SizeFunctions
{
    private static readonly CelType[] Sized = [CelType.String, CelType.Bytes, CelType.List(CelType.Parameter("A")), CelType.Map(CelType.Parameter("A"), CelType.Parameter("B"))];

    public static IEnumerable<CelOverload> All =>
    [
        .. Sized.Select(type => CelOverload.Global("size", CelType.Int, Size, type)),
        .. Sized.Select(type => CelOverload.Member("size", CelType.Int, Size, type)),
    ];

    private static CelValue Size(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Int(arguments[0].Kind switch
    {
        CelKind.String => CodePoints.Count(arguments[0].Text),
        CelKind.Bytes => arguments[0].Octets.Length,
        CelKind.List => arguments[0].Items.Count,
        _ => arguments[0].Entries.Count,
    });
}
