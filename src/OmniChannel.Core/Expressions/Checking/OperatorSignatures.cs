using System.Collections.Frozen;

namespace OmniChannel.Expressions;

/// <summary>The types that operators take and give.</summary>
internal static class OperatorSignatures
{
    private static readonly CelType A = CelType.Parameter("A");
    private static readonly CelType B = CelType.Parameter("B");
    private static readonly CelType[] Numbers = [CelType.Int, CelType.Uint, CelType.Double];

    private static readonly FrozenDictionary<BinaryOperator, Signature[]> ByOperator = new Dictionary<BinaryOperator, Signature[]>
    {
        [BinaryOperator.Add] =
        [
            .. Numbers.Select(Same), Same(CelType.String), Same(CelType.Bytes), Same(CelType.List(A)), Same(CelType.Duration),
            new([CelType.Timestamp, CelType.Duration], CelType.Timestamp), new([CelType.Duration, CelType.Timestamp], CelType.Timestamp),
        ],
        [BinaryOperator.Subtract] =
        [
            .. Numbers.Select(Same), Same(CelType.Duration),
            new([CelType.Timestamp, CelType.Timestamp], CelType.Duration), new([CelType.Timestamp, CelType.Duration], CelType.Timestamp),
        ],
        [BinaryOperator.Multiply] = [.. Numbers.Select(Same)],
        [BinaryOperator.Divide] = [.. Numbers.Select(Same)],
        [BinaryOperator.Remainder] = [Same(CelType.Int), Same(CelType.Uint)],
        [BinaryOperator.Equal] = [new([A, A], CelType.Bool)],
        [BinaryOperator.NotEqual] = [new([A, A], CelType.Bool)],
        [BinaryOperator.In] = [new([A, CelType.List(A)], CelType.Bool), new([A, CelType.Map(A, B)], CelType.Bool)],
    }.ToFrozenDictionary();

    private static readonly Signature[] Orders =
    [
        .. Numbers.SelectMany(one => Numbers.Select(other => new Signature([one, other], CelType.Bool))),
        .. new[] { CelType.Bool, CelType.String, CelType.Bytes, CelType.Timestamp, CelType.Duration }.Select(type => new Signature([type, type], CelType.Bool)),
    ];

    private static readonly Signature[] Negations = [new([CelType.Int], CelType.Int), new([CelType.Double], CelType.Double)];

    private static readonly Signature[] Nots = [new([CelType.Bool], CelType.Bool)];

    public static Signature[] Indexes { get; } =
    [
        new([CelType.List(A), CelType.Int], A), new([CelType.Map(A, B), A], B),
        new([CelType.Optional(CelType.List(A)), CelType.Int], CelType.Optional(A)),
        new([CelType.Optional(CelType.Map(A, B)), A], CelType.Optional(B)),
    ];

    public static Signature[] Conditionals { get; } = [new([CelType.Bool, A, A], A)];

    public static Signature[] Of(BinaryOperator @operator) => ByOperator.GetValueOrDefault(@operator, Orders);

    public static Signature[] Of(UnaryOperator @operator) => @operator == UnaryOperator.Not ? Nots : Negations;

    private static Signature Same(CelType type) => new([type, type], type);
}
