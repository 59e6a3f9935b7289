using System.Globalization;

namespace OmniChannel.Expressions;

/// <summary>Names that <c>cel.index(n)</c> and <c>cel.iterVar(n, m)</c> stand for. No word starts with @, so they never meet a host's.</summary>
internal static class MacroNames
{
    public static string Slot(long index) => string.Create(CultureInfo.InvariantCulture, $"@index({index})");

    public static string Iterated(long depth, long unique) => string.Create(CultureInfo.InvariantCulture, $"@iterVar({depth}, {unique})");

    /// <summary>The name as it is written in an expression.</summary>
    public static string Written(string name) => name.StartsWith('@') ? $"cel.{name[1..]}" : name;

    public static string Of(ComprehensionKind kind) => kind switch
    {
        ComprehensionKind.All => "all",
        ComprehensionKind.Exists => "exists",
        ComprehensionKind.ExistsOne => "exists_one",
        ComprehensionKind.Map => "map",
        ComprehensionKind.Filter => "filter",
        ComprehensionKind.TransformList => "transformList",
        ComprehensionKind.TransformMap => "transformMap",
        _ => "transformMapEntry",
    };
}
