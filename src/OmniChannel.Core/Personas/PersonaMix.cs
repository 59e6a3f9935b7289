namespace OmniChannel;

/// <summary>The personas of one customer on one day, in thousandths by their places in the book.</summary>
/// <remarks>What a channel is preferred by follows from it, and from what the customer did there.</remarks>
internal sealed class PersonaMix
{
    private readonly int[] _shares;

    private PersonaMix(PersonaBook book, int[] shares, PersonaId? named)
    {
        (Book, _shares, Named) = (book, shares, named);
        First = FirstOf(shares);
    }

    public PersonaBook Book { get; }

    /// <summary>The persona that the host named, whether it is in the book or not.</summary>
    public PersonaId? Named { get; }

    /// <summary>The shares by place, and the last for none of them; 1000 together.</summary>
    public ReadOnlySpan<int> Shares => _shares;

    /// <summary>The place of the customer's persona; −1 for none.</summary>
    public int First { get; }

    public PersonaId? FirstId => Named ?? (First < 0 ? null : Book[First].Id);

    public static PersonaMix Of<TFacts>(PersonaBook book, CustomerState state, TFacts facts, int today)
        where TFacts : IFactSource
    {
        var shares = new int[book.Count + 1];
        Share(book, state, facts, today, book.Count < 64 ? stackalloc long[book.Count + 1] : new long[book.Count + 1], shares);
        return new(book, shares, state.Profile.Persona);
    }

    /// <summary>The same without making anything.</summary>
    /// <param name="book">The personas.</param>
    /// <param name="state">The customer.</param>
    /// <param name="facts">The facts that rules ask.</param>
    /// <param name="today">In days since 1970.</param>
    /// <param name="weights">Room for one more than there are personas.</param>
    /// <param name="shares">Where they go: one for each persona, and the last for none of them.</param>
    public static void Share<TFacts>(PersonaBook book, CustomerState state, TFacts facts, int today, Span<long> weights, Span<int> shares)
        where TFacts : IFactSource
    {
        if (state.Profile.Persona is not { } named)
        {
            PersonaWeights.Weigh(book, state, facts, today, weights);
            Apportionment.Divide(weights, shares);
            shares[^1] += IsNothing(shares) ? Apportionment.Whole : 0;
            return;
        }

        shares.Clear();
        var place = 0;
        while (place < book.Count && book[place].Id != named)
        {
            place++;
        }

        shares[place] = Apportionment.Whole;
    }

    public PersonaMatches ToMatches() => new()
    {
        Shares = [.. Enumerable.Range(0, Book.Count).Where(place => _shares[place] > 0).OrderByDescending(place => _shares[place]).ThenBy(place => place)
            .Select(place => new PersonaShare { Persona = Book[place].Id, PerMille = _shares[place] })],
        Unmatched = _shares[^1],
    };

    /// <summary>Whether a customer is one persona whole, or none: then the shares say no more than the persona.</summary>
    public bool IsPlain => Array.Exists(_shares, share => share == Apportionment.Whole);

    /// <summary>What the personas declare of a channel together, −100 to 100.</summary>
    public int Declared(Channel channel)
    {
        var sum = 0;
        for (var place = 0; place < Book.Count; place++)
        {
            sum += _shares[place] == 0 ? 0 : _shares[place] * Math.Clamp(Book[place].Channels.GetValueOrDefault(channel), -100, 100);
        }

        return sum / Apportionment.Whole;
    }

    private static int FirstOf(int[] shares)
    {
        var first = -1;
        for (var place = 0; place < shares.Length - 1; place++)
        {
            first = shares[place] > 0 && shares[place] >= shares[^1] && (first < 0 || shares[place] > shares[first]) ? place : first;
        }

        return first;
    }

    private static bool IsNothing(ReadOnlySpan<int> shares) => !shares.ContainsAnyExcept(0);
}
