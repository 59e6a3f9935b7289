namespace OmniChannel.Expressions;

/// <summary><c>math.greatest</c> and <c>math.least</c> of numbers of any kind, one after the other or in a list. Of equal ones the first.</summary>
internal static class MathExtremes
{
    private static readonly CelType[] Numbers = [CelType.Int, CelType.Uint, CelType.Double];

    public static IEnumerable<CelOverload> All => [.. Named("math.greatest", 1), .. Named("math.least", -1)];

    private static IEnumerable<CelOverload> Named(string name, int wanted)
    {
        foreach (var type in Numbers)
        {
            yield return CelOverload.Global(name, type, Arguments, type);
            yield return CelOverload.Global(name, type, Elements, CelType.List(type));
            yield return CelOverload.Variadic(name, type, Arguments, type, type);
        }

        foreach (var (one, other) in Numbers.SelectMany(one => Numbers.Where(other => other != one).Select(other => (one, other))))
        {
            yield return CelOverload.Global(name, CelType.Dyn, Arguments, one, other);
        }

        yield return CelOverload.Variadic(name, CelType.Dyn, Arguments, CelType.Dyn, CelType.Dyn, CelType.Dyn);

        CelValue Arguments(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => Extreme(name, arguments, wanted);

        CelValue Elements(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => Extreme(name, arguments[0].Items.Span, wanted);
    }

    private static CelValue Extreme(string name, ReadOnlySpan<CelValue> numbers, int wanted)
    {
        if (numbers.IsEmpty)
        {
            return CelValue.Error(CelErrorCode.InvalidArgument, $"'{name}' needs at least one number; the list is empty");
        }

        var extreme = numbers[0];
        foreach (ref readonly var number in numbers)
        {
            if (!NumberOrder.IsNumber(number.Kind))
            {
                return CelValue.Error(CelErrorCode.NoMatchingOverload, $"'{name}' takes numbers, not {RuntimeType.Of(number).Name}");
            }

            extreme = NumberOrder.Compare(number, extreme) == wanted ? number : extreme;
        }

        return extreme;
    }
}
