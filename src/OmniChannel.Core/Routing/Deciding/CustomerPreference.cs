namespace OmniChannel;

/// <summary>The personas of a loaded customer and the channels that they prefer, as they are on one day. Immutable.</summary>
internal sealed class CustomerPreference
{
    private readonly PersonaMix _mix;
    private readonly int _day;
    private readonly bool _isForGood;

    private CustomerPreference(PersonaMix mix, int day, int[] weights, bool isForGood) => (_mix, _day, Weights, _isForGood) = (mix, day, weights, isForGood);

    /// <summary>The place of the customer's persona in the roster; −1 for none of them.</summary>
    public int Persona => _mix.First;

    /// <summary>By channel, −100 to 100.</summary>
    public int[] Weights { get; }

    public static CustomerPreference Of(ChannelRoster roster, CustomerState state, CustomerFacts facts, DateTimeOffset now)
    {
        var day = SignalTally.DayOf(now);
        var mix = PersonaMix.Of(roster.Personas.Book, state, new ProfileFacts(state, facts, now), day);
        return new(mix, day, LearnedPreference.Of(mix, state.Behaviour, day, roster.Channels), state.Behaviour is null && !Moves(mix.Book, state));
    }

    /// <summary>Whether it is still so at a moment.</summary>
    public bool HoldsAt(CustomerState state, CustomerFacts facts, DateTimeOffset now) => _isForGood
        || ((state.Behaviour is null || SignalTally.DayOf(now) == _day) && (!Moves(_mix.Book, state) || IsStillMixed(state, facts, now)));

    /// <summary>Whether time alone may change it.</summary>
    private static bool Moves(PersonaBook book, CustomerState state) => book.AskTheClock && state.Profile.Persona is null;

    private bool IsStillMixed(CustomerState state, CustomerFacts facts, DateTimeOffset now)
    {
        var count = _mix.Book.Count + 1;
        var shares = count <= 64 ? stackalloc int[count] : new int[count];
        PersonaMix.Share(_mix.Book, state, new ProfileFacts(state, facts, now), SignalTally.DayOf(now), count <= 64 ? stackalloc long[count] : new long[count], shares);
        return shares.SequenceEqual(_mix.Shares);
    }
}
