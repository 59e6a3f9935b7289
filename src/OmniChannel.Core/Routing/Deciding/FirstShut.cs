using System.Numerics;

namespace OmniChannel;

/// <summary>Tells for each channel the first gate that shuts it, as <see cref="ChannelVerdict.Blocks"/> begins: the gate at which no time is left of what the gates before it leave. From the same bits that <see cref="Decider"/> decides by, so that figures cost no walk.</summary>
internal static class FirstShut
{
    /// <param name="basis">What a native decision rests on.</param>
    /// <param name="into">Gets the gate of each channel of the roster; null for one that is open at some time, and for all of a message that has expired.</param>
    public static void Find(DecisionBasis basis, Span<Gate?> into)
    {
        into.Clear();
        var (from, until) = (basis.NotBefore.UtcTicks, basis.ExpiresAt.UtcTicks);
        if (from >= until || into.IsEmpty)
        {
            return;
        }

        var left = ulong.MaxValue >> (64 - into.Length);
        Span<long> end = stackalloc long[into.Length];
        Keep(ref left, ChannelGates.Capable(basis), Gate.Capability, into);
        for (var c = 0; c < into.Length; c++)
        {
            end[c] = ChannelGates.AddressedUntil(basis, c);
        }

        Keep(ref left, ChannelGates.Addressed(basis) & Later(end, from), Gate.Address, into);
        Keep(ref left, ~basis.Customer.Suppressed, Gate.Suppression, into);
        for (var c = 0; c < into.Length; c++)
        {
            end[c] = Math.Min(end[c], ChannelGates.AllowedUntil(basis, c));
        }

        Keep(ref left, ChannelGates.Allowed(basis) & Later(end, from), Gate.Consent, into);
        Keep(ref left, ChannelGates.IsRelevant(basis) ? left : 0, Gate.Relevance, into);
        Span<int> points = stackalloc int[into.Length];
        foreach (var rules in left == 0 ? [] : basis.Policy.Rules)
        {
            Keep(ref left, ~rules.Judge(basis, points), Gate.Rules, into);
        }

        InTime(basis, left, end, into);
    }

    /// <summary>Quiet hours, caps, budget and the provider's recovery.</summary>
    private static void InTime(DecisionBasis basis, ulong left, ReadOnlySpan<long> end, Span<Gate?> into)
    {
        var (from, until) = basis.KnownBetween;
        var uncapped = left;
        var times = new OpenTimes(basis, basis.Customer.ClockBetween(from, until), ref uncapped, new long[basis.Policy.Caps.Length * basis.Customer.Contacts.Count]);
        var affordable = ChannelGates.Affordable(basis);
        for (var rest = left; rest != 0; rest &= rest - 1)
        {
            var c = BitOperations.TrailingZeroCount(rest);
            var works = ChannelGates.WorksFrom(basis, c);
            into[c] = times.FirstNotQuiet(c) >= end[c] ? Gate.QuietHours
                : (uncapped >> c & 1) == 0 || times.First(c, basis.NotBefore.UtcTicks) >= end[c] ? Gate.FrequencyCap
                : (affordable >> c & 1) == 0 ? Gate.Budget
                : works >= end[c] || times.First(c, works) >= end[c] ? Gate.ProviderHealth
                : null;
        }
    }

    private static ulong Later(ReadOnlySpan<long> end, long from)
    {
        var later = 0UL;
        for (var c = 0; c < end.Length; c++)
        {
            later |= end[c] > from ? 1UL << c : 0;
        }

        return later;
    }

    private static void Keep(ref ulong left, ulong open, Gate gate, Span<Gate?> into)
    {
        for (var shut = left & ~open; shut != 0; shut &= shut - 1)
        {
            into[BitOperations.TrailingZeroCount(shut)] = gate;
        }

        left &= open;
    }
}
