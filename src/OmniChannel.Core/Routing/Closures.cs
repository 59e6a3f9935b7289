namespace OmniChannel;

/// <summary>When quiet hours and caps shut, found once for all channels of one ranking, and for rankings in which no more than a channel is another one. Not for several threads.</summary>
internal sealed class Closures(Snapshot snapshot, Policy policy)
{
    private readonly List<(bool[] Concerned, QuietClosure Closure)> _quiet = [];
    private readonly TimeRanges?[] _full = new TimeRanges?[policy.Caps.Count];

    /// <summary>What the quiet hours that concern a channel shut: the same for all channels that the same hours concern.</summary>
    public QuietClosure Quiet(ChannelSnapshot channel)
    {
        if (policy.Quiet.Count == 0)
        {
            return default;
        }

        Span<bool> concerned = policy.Quiet.Count <= 64 ? stackalloc bool[policy.Quiet.Count] : new bool[policy.Quiet.Count];
        for (var i = 0; i < concerned.Length; i++)
        {
            concerned[i] = QuietHoursGate.Concerns(policy.Quiet[i], snapshot, channel);
        }

        foreach (var (same, known) in _quiet)
        {
            if (concerned.SequenceEqual(same))
            {
                return known;
            }
        }

        var those = concerned.ToArray();
        var closure = QuietHoursGate.ClosureOf(snapshot, policy.Quiet.Where((_, i) => those[i]));
        _quiet.Add((those, closure));
        return closure;
    }

    /// <summary>A cap per person is as full on one channel as on another.</summary>
    public TimeRanges Full(int index, ChannelSnapshot channel) => policy.Caps[index].Per == CapScope.Person
        ? _full[index] ??= FrequencyCapGate.Full(snapshot, policy.Caps[index], channel)
        : FrequencyCapGate.Full(snapshot, policy.Caps[index], channel);
}
