namespace OmniChannel;

/// <summary>The policy in force, made ready once for each set of channels that messages are judged on. A policy that is no longer asked for is forgotten. For many threads, who never wait.</summary>
internal sealed class RosterBook(IReadOnlyList<Persona> personas, StageRoles roles)
{
    /// <summary>More sets of channels than a host has campaigns of different shapes.</summary>
    private const int Most = 64;

    private volatile RosterPolicy[] _known = [];

    /// <param name="policy">The policy.</param>
    /// <param name="channels">The channels considered, in the order of their names.</param>
    public RosterPolicy For(Policy policy, IReadOnlyList<ChannelDefinition> channels)
    {
        foreach (var one in _known)
        {
            if (ReferenceEquals(one.Policy, policy) && one.Roster.IsOf(channels))
            {
                return one;
            }
        }

        return Make(policy, channels);
    }

    private RosterPolicy Make(Policy policy, IReadOnlyList<ChannelDefinition> channels)
    {
        var known = _known;

        // Two threads at once may both make one; what one of them forgets is made again.
        var roster = Array.Find(known, one => one.Roster.IsOf(channels))?.Roster ?? new ChannelRoster(channels, personas, roles);
        var made = new RosterPolicy(policy, roster);
        _known = [made, .. known.Where(one => ReferenceEquals(one.Policy, policy)).Take(Most - 1)];
        return made;
    }
}
