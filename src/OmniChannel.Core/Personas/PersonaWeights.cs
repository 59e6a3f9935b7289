namespace OmniChannel;

/// <summary>What speaks for each persona of one customer: the sum of its rule, its demographics, and all evidence by trust and age, in thousandths of points. Pure.</summary>
internal static class PersonaWeights
{
    /// <summary>How many signs a liked topic counts for.</summary>
    public const int LikedCounts = 5;

    /// <summary>A million million points, so that sums stay exact; nobody gets there.</summary>
    private const long Most = 1_000_000_000_000L;

    /// <param name="book">The personas.</param>
    /// <param name="state">The customer.</param>
    /// <param name="facts">The facts that rules ask.</param>
    /// <param name="today">In days since 1970.</param>
    /// <param name="weights">Where they go: one for each persona, and the last for none of them.</param>
    public static void Weigh<TFacts>(PersonaBook book, CustomerState state, TFacts facts, int today, Span<long> weights)
        where TFacts : IFactSource
    {
        var settings = book.Settings;
        weights.Clear();
        var (ruled, read) = (false, default(PersonaRuleTests.Readings));
        for (var place = 0; place < book.Count; place++)
        {
            if ((!ruled || settings.Rules == PersonaRules.Every) && book.Rules.Holds(place, facts, ref read))
            {
                ruled = true;
                weights[place] += settings.RulePoints * 1000L;
            }
        }

        if (book.HasDemographics)
        {
            for (var place = 0; place < book.Count; place++)
            {
                weights[place] += (book[place].Demographics?.Fit(state.Profile) ?? 0) * settings.DemographicPoints * 1000L;
            }
        }

        if (state.Behaviour is { } behaviour)
        {
            Signals(book, state.Profile, behaviour, today, weights);
            Answers(book, behaviour, today, weights);
        }

        Likings(book, state.Profile, weights);
        for (var place = 0; place < book.Count; place++)
        {
            weights[place] = Math.Clamp(weights[place], 0, Most);
        }

        weights[^1] = ruled ? 0 : settings.UnmatchedPoints * 1000L;
    }

    /// <summary>What one sign is worth to a persona, in thousandths of points.</summary>
    public static long Worth(int points, int trust, long sum) => points * (long)trust * sum / EvidenceDecay.One;

    /// <summary>Whether what the customer says of a topic silences a sign.</summary>
    public static bool IsSilenced(BehaviourSignal? signal, CustomerProfile profile) =>
        signal is null || (profile.Topics.Count > 0 && signal.Topic is { } topic && profile.Topics.TryGetValue(topic, out var liking) && liking == Liking.Dislike);

    /// <summary>Whether an answer is, or has among its options, what evidence asks for.</summary>
    public static bool Says(ReadOnlySpan<char> said, string answer)
    {
        foreach (var line in said.EnumerateLines())
        {
            if (line.SequenceEqual(answer))
            {
                return true;
            }
        }

        return false;
    }

    private static void Signals(PersonaBook book, CustomerProfile profile, CustomerBehaviour behaviour, int today, Span<long> weights)
    {
        foreach (var tally in behaviour.Signals)
        {
            var reading = book.Read(tally.Key);
            if (reading.Personas.Length == 0 || IsSilenced(reading.Signal, profile))
            {
                continue;
            }

            var sum = book.Decay.Sum(tally.Days, today, book.Settings.MostPerDay);
            foreach (var (place, points) in reading.Personas)
            {
                weights[place] += Worth(points, reading.Trust, sum);
            }
        }
    }

    private static void Answers(PersonaBook book, CustomerBehaviour behaviour, int today, Span<long> weights)
    {
        if (behaviour.Answers is not { } answers || book.Answers.Count == 0)
        {
            return;
        }

        foreach (var answer in answers)
        {
            foreach (var (place, evidence) in book.Answers.GetValueOrDefault(answer.Question, []))
            {
                weights[place] += Says(answer.Said, evidence.Answer!) ? Worth(evidence.Points, book.Settings.Trust.Of(answer), book.AnswerDecay.At(SignalTally.DayOf(answer.At), today)) : 0;
            }
        }
    }

    private static void Likings(PersonaBook book, CustomerProfile profile, Span<long> weights)
    {
        if (profile.Topics.Count == 0)
        {
            return;
        }

        foreach (var (topic, placed) in book.Topics)
        {
            if (profile.Topics.TryGetValue(topic, out var liking) && liking == Liking.Like)
            {
                foreach (var (place, evidence) in placed)
                {
                    weights[place] += evidence.Points * 1000L * LikedCounts;
                }
            }
        }
    }
}
