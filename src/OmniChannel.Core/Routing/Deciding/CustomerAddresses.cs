namespace OmniChannel;

/// <summary>The address that each channel would use, by the rule of <see cref="SnapshotBuilder"/>: the first of the right form that is not suppressed. Immutable.</summary>
internal sealed class CustomerAddresses
{
    private readonly CustomerState _state;
    private readonly string?[] _addresses;
    private readonly (string? Normalized, string? Problem)?[] _checks;

    public CustomerAddresses(ChannelRoster roster, CustomerState state, Func<ContactPoint, (string? Normalized, string? Problem)> check)
    {
        _state = state;
        var points = state.Profile.ContactPoints;
        _addresses = new string?[roster.Count];
        _checks = new (string?, string?)?[points.Count];
        for (var i = 0; i < points.Count; i++)
        {
            var c = roster.IndexOf(points[i].Channel);
            if (c < 0)
            {
                continue;
            }

            _checks[i] = check(points[i]);
            if ((Usable >> c & 1) != 0 || _checks[i]!.Value.Normalized is not { } address)
            {
                continue;
            }

            var isSuppressed = state.Suppressions.Count > 0 && state.Suppressions.Any(one => one.Channel == points[i].Channel && one.Address == address);
            Usable |= isSuppressed ? 0 : 1UL << c;
            _addresses[c] = isSuppressed ? _addresses[c] ?? address : address;
        }
    }

    /// <summary>The channels with an address that can be used.</summary>
    public ulong Usable { get; }

    /// <summary>Those whose only addresses of the right form are suppressed.</summary>
    public ulong Suppressed
    {
        get
        {
            var mask = 0UL;
            for (var c = 0; c < _addresses.Length; c++)
            {
                mask |= _addresses[c] is null ? 0 : 1UL << c;
            }

            return mask & ~Usable;
        }
    }

    /// <summary>The address, normalised; null when there is none of the right form.</summary>
    public string? this[int channel] => _addresses[channel];

    /// <summary>What was found of a contact point when the customer was loaded: nobody asks an adapter twice.</summary>
    public (string? Normalized, string? Problem) Checked(ContactPoint point)
    {
        var points = _state.Profile.ContactPoints;
        for (var i = 0; i < points.Count; i++)
        {
            if (ReferenceEquals(points[i], point) && _checks[i] is { } check)
            {
                return check;
            }
        }

        throw new InvalidOperationException($"An address on {point.Channel} was not looked at when the customer was loaded.");
    }
}
