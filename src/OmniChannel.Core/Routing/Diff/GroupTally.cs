namespace OmniChannel;

/// <summary>Counts decisions of one group, and what each channel gains and loses in it. Not for several threads.</summary>
internal sealed class GroupTally
{
    private readonly SortedDictionary<string, ChannelShift> _channels = new(StringComparer.Ordinal);
    private int _decisions;
    private int _changed;

    public void Add(Channel? before, Channel? after, bool hasChanged)
    {
        _decisions++;
        _changed += hasChanged ? 1 : 0;
        if (before is { } was)
        {
            var shift = Of(was);
            _channels[was.Name] = shift with { Before = shift.Before + 1, Lost = shift.Lost + (before == after ? 0 : 1) };
        }

        if (after is { } now)
        {
            var shift = Of(now);
            _channels[now.Name] = shift with { After = shift.After + 1, Gained = shift.Gained + (before == after ? 0 : 1) };
        }
    }

    public GroupShift Result(string name) => new() { Name = name, Decisions = _decisions, Changed = _changed, Channels = [.. _channels.Values] };

    private ChannelShift Of(Channel channel) =>
        _channels.GetValueOrDefault(channel.Name) ?? new ChannelShift { Channel = channel, Before = 0, After = 0, Gained = 0, Lost = 0 };
}
