using System.Numerics;

namespace OmniChannel;

/// <summary>Finds the first instant at which neither quiet hours nor caps shut a channel, by stepping over what is shut: no list of stretches is made. Lives on the stack of one decision.</summary>
internal ref struct OpenTimes
{
    private const int Remembered = 4;

    private readonly DecisionBasis _basis;
    private readonly CustomerClock _clock;
    private readonly Span<long> _sent;
    private readonly long _notBefore;
    private readonly long _until;
    private readonly uint _quiet;
    private readonly uint _caps;
    private readonly uint _capsPerAddress;
    private SentCounts _counts;
    private AnswersKnown _known;
    private int _answers;

    /// <param name="basis">What the decision rests on.</param>
    /// <param name="clock">The customer's zones.</param>
    /// <param name="open">The channels that are open so far; a cap of none takes channels out.</param>
    /// <param name="room">For every cap as much as there are contacts.</param>
    public OpenTimes(DecisionBasis basis, CustomerClock clock, ref ulong open, Span<long> room)
    {
        (_basis, _clock) = (basis, clock);
        _sent = room;
        (_notBefore, _until) = (basis.NotBefore.UtcTicks, basis.ExpiresAt.UtcTicks);
        var quiet = basis.Policy.Quiet;
        for (var i = 0; i < quiet.Length; i++)
        {
            _quiet |= (quiet[i].Channels & open) != 0 && quiet[i].Holds(basis.Message) ? 1u << i : 0;
        }

        var caps = basis.Policy.Caps;
        var contacts = basis.Customer.Contacts;
        for (var i = 0; i < caps.Length; i++)
        {
            var cap = caps[i];
            if ((cap.Channels & open) == 0 || !cap.Limits(basis.Message))
            {
                continue;
            }

            if (cap.Max == 0)
            {
                open &= ~cap.Channels;
            }
            else if (cap.IsPerAddress)
            {
                _caps |= contacts.Count >= cap.Max ? 1u << i : 0;
                _capsPerAddress |= 1u << i;
            }
            else if (contacts.Count >= cap.Max)
            {
                _counts[i] = contacts.Gather(cap, basis.Excluding, -1, null, SentOf(i));
                _caps |= _counts[i] >= cap.Max && cap.MayBeFullAfter(_notBefore, SentOf(i)[.._counts[i]]) ? 1u << i : 0;
            }
        }
    }

    /// <summary>The first open instant of a channel, not before <paramref name="from"/>, in ticks; later than every instant when there is none before the message expires.</summary>
    public long First(int channel, long from)
    {
        var (quiet, caps) = (QuietOn(channel), 0u);
        for (var rest = _caps; rest != 0; rest &= rest - 1)
        {
            caps |= (_basis.Policy.Caps[BitOperations.TrailingZeroCount(rest)].Channels >> channel & 1) != 0 ? rest & (~rest + 1) : 0;
        }

        if ((quiet | caps) == 0)
        {
            return from;
        }

        // Most channels are shut by the same things, so that few searches answer for all.
        var own = caps & _capsPerAddress;
        if (own != 0 || from != _notBefore)
        {
            Gather(own, channel);
            return Search(quiet, caps, from);
        }

        var key = quiet | ((ulong)caps << 32);
        for (var i = 0; i < Math.Min(_answers, Remembered); i++)
        {
            if (_known[i].Key == key)
            {
                return _known[i].At;
            }
        }

        var found = Search(quiet, caps, from);
        _known[_answers++ % Remembered] = (key, found);
        return found;
    }

    /// <summary>The first instant of a channel that is not quiet, caps left aside.</summary>
    public readonly long FirstNotQuiet(int channel) => Search(QuietOn(channel), 0, _notBefore);

    private readonly uint QuietOn(int channel)
    {
        var quiet = 0u;
        for (var rest = _quiet; rest != 0; rest &= rest - 1)
        {
            quiet |= (_basis.Policy.Quiet[BitOperations.TrailingZeroCount(rest)].Channels >> channel & 1) != 0 ? rest & (~rest + 1) : 0;
        }

        return quiet;
    }

    private void Gather(uint caps, int channel)
    {
        for (; caps != 0; caps &= caps - 1)
        {
            var i = BitOperations.TrailingZeroCount(caps);
            _counts[i] = _basis.Customer.Contacts.Gather(_basis.Policy.Caps[i], _basis.Excluding, channel, _basis.Customer.Addresses[channel], SentOf(i));
        }
    }

    private readonly long Search(uint quiet, uint caps, long from)
    {
        for (var at = from; at < _until;)
        {
            var after = at;
            for (var rest = quiet; rest != 0; rest &= rest - 1)
            {
                after = _basis.Policy.Quiet[BitOperations.TrailingZeroCount(rest)].After(after, _clock.Zones);
            }

            for (var rest = caps; rest != 0; rest &= rest - 1)
            {
                var i = BitOperations.TrailingZeroCount(rest);
                after = After(i, after);
            }

            if (after == at)
            {
                return at;
            }

            at = after;
        }

        return long.MaxValue;
    }

    private readonly long After(int cap, long ticks)
    {
        if (ticks >= _until)
        {
            return ticks;
        }

        var of = _basis.Policy.Caps[cap];
        var (from, until) = _basis.KnownBetween;
        return of.After(ticks, SentOf(cap)[.._counts[cap]], of.Calendar is { } zone ? _basis.Customer.Calendar(zone, from, until) : null);
    }

    private readonly Span<long> SentOf(int cap) => _sent.Slice(cap * _basis.Customer.Contacts.Count, _basis.Customer.Contacts.Count);

    /// <summary>How many messages each cap counts.</summary>
    [System.Runtime.CompilerServices.InlineArray(RosterPolicy.Most)]
    private struct SentCounts
    {
        private int _first;
    }

    [System.Runtime.CompilerServices.InlineArray(Remembered)]
    private struct AnswersKnown
    {
        private (ulong Key, long At) _first;
    }
}
