namespace OmniChannel;

/// <summary>When quiet hours and caps shut, found once for all channels of one ranking. Not for several threads.</summary>
internal sealed class Closures(Snapshot snapshot, Policy policy)
{
    private readonly TimeRanges?[] _quiet = new TimeRanges?[policy.Quiet.Count];
    private readonly TimeRanges?[] _full = new TimeRanges?[policy.Caps.Count];

    public TimeRanges Quiet(int index) => _quiet[index] ??= QuietHoursGate.Shut(policy.Quiet[index], snapshot.Zones);

    /// <summary>A cap per person is as full on one channel as on another.</summary>
    public TimeRanges Full(int index, ChannelSnapshot channel) => policy.Caps[index].Per == CapScope.Person
        ? _full[index] ??= FrequencyCapGate.Full(snapshot, policy.Caps[index], channel)
        : FrequencyCapGate.Full(snapshot, policy.Caps[index], channel);
}
