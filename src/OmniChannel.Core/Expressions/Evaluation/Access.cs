namespace OmniChannel.Expressions;

/// <summary>Fields, positions and keys of values.</summary>
internal static class Access
{
    /// <summary>What the access gives. Absence is an error; or an optional value that holds nothing, when optional.</summary>
    public static CelValue At(in CelValue operand, in CelValue key, bool optional)
    {
        if (operand.Kind == CelKind.Optional)
        {
            return operand.TryHeld(out var held) ? At(held, key, optional: true) : CelValue.None;
        }

        var found = operand.Kind switch
        {
            CelKind.Map => InMap(operand.Entries, key),
            CelKind.List => InList(operand.Items, key),
            _ => CelValue.Error(CelErrorCode.NoMatchingOverload, $"{RuntimeType.Of(operand).Name} has no fields and no positions"),
        };
        if (!optional)
        {
            return found;
        }

        return !found.IsError ? CelValue.Owned(new CelOptional(found))
            : found.Fault.Code is CelErrorCode.NoSuchField or CelErrorCode.OutOfRange ? CelValue.None
            : found;
    }

    /// <summary>Whether a value has a field; an error for values without fields.</summary>
    public static CelValue Has(in CelValue operand, in CelValue key) => operand.Kind switch
    {
        CelKind.Map => CelValue.Bool(operand.Entries.ContainsKey(key)),
        CelKind.Optional => operand.TryHeld(out var held) ? Has(held, key) : CelValue.False,
        _ => CelValue.Error(CelErrorCode.NoMatchingOverload, $"{RuntimeType.Of(operand).Name} has no fields"),
    };

    private static CelValue InMap(CelMap map, in CelValue key)
    {
        if (!CelMap.IsKey(key.Kind) && key.Kind != CelKind.Double)
        {
            return CelValue.Error(CelErrorCode.InvalidKey, $"a key of a map is bool, int, uint or string, not {RuntimeType.Of(key).Name}");
        }

        return map.TryGetValue(key, out var value)
            ? value
            : CelValue.Error(CelErrorCode.NoSuchField, $"the map has no key {Shown.Value(key)}");
    }

    private static CelValue InList(CelList list, in CelValue key)
    {
        if (!TryPosition(key, out var position))
        {
            return CelValue.Error(CelErrorCode.NoMatchingOverload, $"a position in a list is a whole number, not {RuntimeType.Of(key).Name}");
        }

        return position >= 0 && position < list.Count
            ? list.Span[(int)position]
            : CelValue.Error(CelErrorCode.OutOfRange, $"the list has {list.Count} elements, none at {position}");
    }

    private static bool TryPosition(in CelValue key, out long position)
    {
        position = key.Kind switch
        {
            CelKind.Int => key.Bits,
            CelKind.Uint => (long)Math.Min(key.UintBits, int.MaxValue),
            CelKind.Double when key.DoubleBits is >= int.MinValue and <= int.MaxValue => (long)key.DoubleBits,
            _ => -1,
        };
        return key.Kind is CelKind.Int or CelKind.Uint || (key.Kind == CelKind.Double && position == key.DoubleBits);
    }
}
