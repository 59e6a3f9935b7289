namespace OmniChannel.Expressions;

/// <summary>Equality across kinds. Values of different kinds are unequal, but numbers compare as numbers.</summary>
internal static class ValueEquality
{
    public static bool AreEqual(in CelValue left, in CelValue right)
    {
        if (left.Kind != right.Kind)
        {
            return NumberOrder.IsNumber(left.Kind) && NumberOrder.IsNumber(right.Kind) && NumberOrder.Compare(left, right) == 0;
        }

        return left.Kind switch
        {
            CelKind.Null => true,
            CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.Duration => left.Bits == right.Bits,
            CelKind.Double => left.DoubleBits == right.DoubleBits,
            CelKind.String => string.Equals(left.Text, right.Text, StringComparison.Ordinal),
            CelKind.Bytes => left.Octets.AsSpan().SequenceEqual(right.Octets),
            CelKind.Timestamp => left.Bits == right.Bits && left.Nanoseconds == right.Nanoseconds,
            CelKind.List => ListsEqual(left.Items, right.Items),
            CelKind.Map => MapsEqual(left.Entries, right.Entries),
            CelKind.Optional => OptionalsEqual(left, right),
            CelKind.Type => string.Equals(left.Denoted.Name, right.Denoted.Name, StringComparison.Ordinal),
            CelKind.Opaque => left.Foreign.Equals(right.Foreign),
            _ => false,
        };
    }

    public static int Hash(in CelValue value) => value.Kind switch
    {
        CelKind.Null => 0,
        CelKind.Int => ((double)value.Bits).GetHashCode(),
        CelKind.Uint => ((double)value.UintBits).GetHashCode(),
        CelKind.Double => (value.DoubleBits + 0.0).GetHashCode(),
        CelKind.String => string.GetHashCode(value.Text, StringComparison.Ordinal),
        CelKind.Bytes => value.Octets.Length,
        CelKind.List => HashCode.Combine(CelKind.List, value.Items.Count),
        CelKind.Map => HashCode.Combine(CelKind.Map, value.Entries.Count),
        CelKind.Optional => HashCode.Combine(CelKind.Optional, value.Reference is null),
        CelKind.Type => string.GetHashCode(value.Denoted.Name, StringComparison.Ordinal),
        CelKind.Opaque => value.Foreign.GetHashCode(),
        CelKind.Error => 1,
        _ => HashCode.Combine(value.Kind, value.Bits, value.Nanoseconds),
    };

    private static bool ListsEqual(CelList left, CelList right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var at = 0; at < left.Count; at++)
        {
            if (!AreEqual(left.Span[at], right.Span[at]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MapsEqual(CelMap left, CelMap right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (ref readonly var entry in left.Span)
        {
            if (!right.TryGetValue(entry.Key, out var other) || !AreEqual(entry.Value, other))
            {
                return false;
            }
        }

        return true;
    }

    private static bool OptionalsEqual(in CelValue left, in CelValue right)
    {
        var has = left.TryHeld(out var one);
        return has == right.TryHeld(out var other) && (!has || AreEqual(one, other));
    }
}
