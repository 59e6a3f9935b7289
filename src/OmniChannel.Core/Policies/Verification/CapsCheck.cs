namespace OmniChannel;

/// <summary>Caps that close channels, and caps that others make impossible to reach: 5 a day beside 3 a week.</summary>
internal static class CapsCheck
{
    /// <summary>The longest local day, with an hour put back.</summary>
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(26);

    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined)
    {
        var caps = examined.Policy.Caps;
        for (var i = 0; i < caps.Count; i++)
        {
            var cap = caps[i];
            if (cap.Max == 0)
            {
                yield return Closed(cap, i, cap.Channels.Count == 0 && cap.Purposes.Count == 0);
                continue;
            }

            if (IsSafeDefault(cap))
            {
                continue;
            }

            for (var other = 0; other < caps.Count; other++)
            {
                if (other != i && caps[other].Max > 0 && Subsumes(caps[other], cap) is { } why && (other < i || Subsumes(cap, caps[other]) is null))
                {
                    yield return Subsumed(cap, i, caps[other], other, why);
                    break;
                }
            }
        }
    }

    private static PolicyFinding Closed(FrequencyCap cap, int at, bool isEverything) => new()
    {
        Code = "OC2502",
        Severity = DiagnosticSeverity.Warning,
        Place = PolicyPlace.Of(cap, at),
        Found = isEverything ? "A cap of 0 lets nothing but transactional messages through, on any channel." : "A cap of 0 closes what it counts for everybody.",
        Why = "At most 0 messages fit into any window.",
        Fix = "Exclude the channels by a rule, which says why; or state how many are allowed.",
    };

    private static PolicyFinding Subsumed(FrequencyCap cap, int at, FrequencyCap other, int otherAt, string why) => new()
    {
        Code = "OC2501",
        Severity = DiagnosticSeverity.Warning,
        Place = PolicyPlace.Of(cap, at),
        Found = "This cap can never be the one that is reached.",
        Why = why,
        Fix = IsSafeDefault(other) ? "Take it out, or begin with WithoutSafeCaps if more was meant." : "Take it out, or correct one of the two.",
        Related = [PolicyPlace.Of(other, otherAt)],
    };

    /// <summary>Why the first refuses whatever the second refuses; null when it does not, or nobody proved it.</summary>
    private static string? Subsumes(FrequencyCap first, FrequencyCap second)
    {
        if (!Covers(first, second))
        {
            return null;
        }

        return (first.Window, second.Window) switch
        {
            (CapWindow.Rolling outer, CapWindow.Rolling inner) when outer.Length >= inner.Length => AtOnce(),
            (CapWindow.Rolling outer, CapWindow.Rolling inner) => Times(((inner.Length.Ticks - 1) / outer.Length.Ticks) + 1),
            (CapWindow.Rolling outer, CapWindow.CalendarDay) when outer.Length >= LongestDay => AtOnce(),
            (CapWindow.Rolling outer, CapWindow.CalendarDay) => Times(((LongestDay.Ticks - 1) / outer.Length.Ticks) + 1),
            (CapWindow.CalendarDay outer, CapWindow.CalendarDay inner) when outer.TimeZone == inner.TimeZone => AtOnce(),
            _ => null,
        };

        string? AtOnce() => first.Max <= second.Max ? $"{first} is reached before {second} is." : null;

        string? Times(long windows) => first.Max * windows <= second.Max && IsWithoutWaivers(first) ? $"{first} lets at most {first.Max * windows} through in {second.Window}." : null;
    }

    /// <summary>Whatever the second counts and limits, the first does.</summary>
    private static bool Covers(FrequencyCap first, FrequencyCap second) =>
        (first.Per == CapScope.Person || second.Per == CapScope.ContactPoint)
        && (first.Channels.Count == 0 || (second.Channels.Count > 0 && second.Channels.All(first.Channels.Contains)))
        && (first.WaivedFrom is null || second.WaivedFrom <= first.WaivedFrom)
        && first.WaivedFor.All(second.WaivedFor.Contains)
        && (first.Purposes.Count == 0 ? !second.Purposes.Contains(Purpose.Transactional) : second.Purposes.Count > 0 && second.Purposes.All(first.Purposes.Contains));

    /// <summary>What is waived counts all the same, and fills more than the cap allows.</summary>
    private static bool IsWithoutWaivers(FrequencyCap cap) => cap.WaivedFrom is null && cap.WaivedFor.Count == 0;

    private static bool IsSafeDefault(FrequencyCap cap) =>
        SafeDefaults.Caps.Any(safe => cap.Max == safe.Max && cap.Window == safe.Window && cap.Per == safe.Per && IsWithoutWaivers(cap) && cap.Channels.Count == 0 && cap.Purposes.Count == 0);
}
