namespace OmniChannel;

/// <summary>The personas of a loaded customer and the channels that they prefer, as they are on one day. Immutable.</summary>
internal sealed class CustomerPreference
{
    private readonly PersonaMix _mix;
    private readonly int _day;

    private CustomerPreference(PersonaMix mix, int day, int[] weights) => (_mix, _day, Weights) = (mix, day, weights);

    /// <summary>The place of the customer's persona in the roster; −1 for none of them.</summary>
    public int Persona => _mix.First;

    /// <summary>By channel, −100 to 100.</summary>
    public int[] Weights { get; }

    public static CustomerPreference Of(ChannelRoster roster, CustomerState state, CustomerFacts facts, DateTimeOffset now)
    {
        var day = SignalTally.DayOf(now);
        var mix = PersonaMix.Of(roster.Personas.Book, state, new ProfileFacts(state, facts, now), day);
        return new(mix, day, LearnedPreference.Of(mix, state.Behaviour, day, roster.Channels));
    }

    /// <summary>Whether it is still so at a moment.</summary>
    public bool HoldsAt(CustomerState state, CustomerFacts facts, DateTimeOffset now)
    {
        var day = SignalTally.DayOf(now);
        if (state.Behaviour is not null && day != _day)
        {
            return false;
        }

        if (!_mix.Book.AskTheClock || state.Profile.Persona is not null)
        {
            return true;
        }

        var count = _mix.Book.Count + 1;
        var shares = count <= 64 ? stackalloc int[count] : new int[count];
        PersonaMix.Share(_mix.Book, state, new ProfileFacts(state, facts, now), day, count <= 64 ? stackalloc long[count] : new long[count], shares);
        return shares.SequenceEqual(_mix.Shares);
    }
}
