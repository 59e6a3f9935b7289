namespace OmniChannel.Expressions;

/// <summary>The coarse types of evaluation: what <c>type()</c> says, and whether a value fits a parameter of a function.</summary>
internal static class RuntimeType
{
    public static readonly CelType List = CelType.List(CelType.Dyn);
    public static readonly CelType Map = CelType.Map(CelType.Dyn, CelType.Dyn);
    public static readonly CelType Optional = CelType.Optional(CelType.Dyn);
    public static readonly CelType Type = CelType.TypeOf(CelType.Dyn);

    public static CelType Of(in CelValue value) => value.Kind switch
    {
        CelKind.Null => CelType.Null,
        CelKind.Bool => CelType.Bool,
        CelKind.Int => CelType.Int,
        CelKind.Uint => CelType.Uint,
        CelKind.Double => CelType.Double,
        CelKind.String => CelType.String,
        CelKind.Bytes => CelType.Bytes,
        CelKind.Timestamp => CelType.Timestamp,
        CelKind.Duration => CelType.Duration,
        CelKind.List => List,
        CelKind.Map => Map,
        CelKind.Optional => Optional,
        CelKind.Type => Type,
        CelKind.Opaque => value.Foreign.Type,
        _ => CelType.Dyn,
    };

    public static bool Fits(CelType type, in CelValue value) => type.Kind switch
    {
        CelTypeKind.Dyn or CelTypeKind.Parameter => true,
        CelTypeKind.Null => value.Kind == CelKind.Null,
        CelTypeKind.Bool => value.Kind == CelKind.Bool,
        CelTypeKind.Int => value.Kind == CelKind.Int,
        CelTypeKind.Uint => value.Kind == CelKind.Uint,
        CelTypeKind.Double => value.Kind == CelKind.Double,
        CelTypeKind.String => value.Kind == CelKind.String,
        CelTypeKind.Bytes => value.Kind == CelKind.Bytes,
        CelTypeKind.Timestamp => value.Kind == CelKind.Timestamp,
        CelTypeKind.Duration => value.Kind == CelKind.Duration,
        CelTypeKind.List => value.Kind == CelKind.List,
        CelTypeKind.Map => value.Kind == CelKind.Map,
        CelTypeKind.Type => value.Kind == CelKind.Type,
        _ => type.IsOptional ? value.Kind == CelKind.Optional : value.Kind == CelKind.Opaque && value.Foreign.Type.Name == type.Name,
    };

    /// <summary>The types that an expression can name, such as <c>int</c> and <c>google.protobuf.Timestamp</c>.</summary>
    public static IEnumerable<CelType> Named =>
    [
        CelType.Null, CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.String, CelType.Bytes,
        CelType.Timestamp, CelType.Duration, List, Map, Optional, Type,
    ];
}
