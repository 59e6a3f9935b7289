namespace OmniChannel.Expressions;

/// <summary>Making and opening optional values; <c>first</c> and <c>last</c> of a list that may be empty.</summary>
internal static class OptionalFunctions
{
    private static readonly CelType A = CelType.Parameter("A");
    private static readonly CelType OptionalA = CelType.Optional(A);
    private static readonly CelType ListA = CelType.List(A);

    public static IEnumerable<CelOverload> All =>
    [
        CelOverload.Global("optional.of", OptionalA, Of, A),
        CelOverload.Global("optional.none", OptionalA, None),
        CelOverload.Global("optional.ofNonZeroValue", OptionalA, OfNonZero, A),
        CelOverload.Global("optional.unwrap", ListA, Unwrap, CelType.List(OptionalA)),
        CelOverload.Member("unwrapOpt", ListA, Unwrap, CelType.List(OptionalA)),
        CelOverload.Member("hasValue", CelType.Bool, HasValue, OptionalA),
        CelOverload.Member("value", A, Value, OptionalA),
        CelOverload.Member("or", OptionalA, Or, OptionalA, OptionalA),
        CelOverload.Member("orValue", A, OrValue, OptionalA, A),
        CelOverload.Member("first", OptionalA, First, ListA),
        CelOverload.Member("last", OptionalA, Last, ListA),
    ];

    private static CelValue Of(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Owned(new CelOptional(arguments[0]));

    private static CelValue None(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.None;

    private static CelValue OfNonZero(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => IsZero(arguments[0]) ? CelValue.None : CelValue.Owned(new CelOptional(arguments[0]));

    private static bool IsZero(in CelValue value) => value.Kind switch
    {
        CelKind.Null => true,
        CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.Duration => value.Bits == 0,
        CelKind.Double => value.DoubleBits == 0,
        CelKind.String => value.Text.Length == 0,
        CelKind.Bytes => value.Octets.Length == 0,
        CelKind.Timestamp => value.Bits == 0 && value.Nanoseconds == 0,
        CelKind.List => value.Items.Count == 0,
        CelKind.Map => value.Entries.Count == 0,
        CelKind.Optional => value.Reference is null,
        _ => false,
    };

    private static CelValue HasValue(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Bool(arguments[0].Reference is not null);

    private static CelValue Value(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => arguments[0].TryHeld(out var held) ? held : CelValue.Error(CelErrorCode.InvalidArgument, "the optional value holds nothing");

    private static CelValue Or(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => arguments[0].Reference is null ? arguments[1] : arguments[0];

    private static CelValue OrValue(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => arguments[0].TryHeld(out var held) ? held : arguments[1];

    private static CelValue First(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => arguments[0].Items.Span is [var first, ..] ? CelValue.Owned(new CelOptional(first)) : CelValue.None;

    private static CelValue Last(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => arguments[0].Items.Span is [.., var last] ? CelValue.Owned(new CelOptional(last)) : CelValue.None;

    private static CelValue Unwrap(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        if (!budget.TryTakeSize(arguments[0].Items.Count))
        {
            return budget.Exceeded();
        }

        List<CelValue> made = [];
        foreach (ref readonly var item in arguments[0].Items.Span)
        {
            if (item.Kind != CelKind.Optional)
            {
                return CelValue.Error(CelErrorCode.NoMatchingOverload, $"only optional values are unwrapped; one element is {RuntimeType.Of(item).Name}");
            }

            if (item.TryHeld(out var held))
            {
                made.Add(held);
            }
        }

        return CelValue.Owned(new CelList([.. made]));
    }
}
