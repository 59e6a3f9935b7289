namespace OmniChannel.Benchmarks;

/// <summary>Twenty personas with rules, demographics and evidence, and customers with a past, likings and answers: matched, beside what one writes by hand for the rules alone; and a touchpoint through the fold of personas.</summary>
internal static class PersonaRounds
{
    private const int Customers = 200;
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Countries = ["DE", "AT", "CH", "FR", "IT"];
    private static readonly TouchpointType[] Types = [TouchpointType.SiteVisited, TouchpointType.AppOpened, TouchpointType.ItemSaved, TouchpointType.Purchased];

    public static int Run(int rounds)
    {
        var book = PersonaBook.Of([.. Enumerable.Range(0, 20).Select(PersonaOf)]);
        var states = Enumerable.Range(0, Customers).Select(StateOf).ToArray();
        var facts = Array.ConvertAll(states, CustomerFacts.Of);
        var today = SignalTally.DayOf(Now);
        var (weights, shares) = (new long[21], new int[21]);
        Touchpoint[] touchpoints = [.. Enumerable.Range(0, Customers).Select(i => TouchpointOf(i, 999))];
        Check(book, states, facts, today);
        Rounds.Print("20 personas", rounds, Customers,
        [
            ("rules alone, by hand", () => ByHand(states)),
            ("matched, shares of all", () =>
            {
                var sum = 0L;
                for (var i = 0; i < states.Length; i++)
                {
                    PersonaMix.Share(book, states[i], new ProfileFacts(states[i], facts[i], Now), today, weights, shares);
                    sum += shares[i % 20];
                }

                return sum;
            }),
            ("a touchpoint, folded", () =>
            {
                var sum = 0L;
                for (var i = 0; i < states.Length; i++)
                {
                    sum += BehaviourFold.Add(states[i].Behaviour, touchpoints[i]).Signals.Length;
                }

                return sum;
            }),
        ]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < states.Length; i++)
        {
            PersonaMix.Share(book, states[i], new ProfileFacts(states[i], facts[i], Now), today, weights, shares);
        }

        Console.WriteLine($"{GC.GetAllocatedBytesForCurrentThread() - before} bytes for {states.Length} customers matched; {states.Average(state => state.Behaviour!.Signals.Sum(signal => signal.Days.Length / 2)):0.0} days of signs each");
        return 0;
    }

    private static Persona PersonaOf(int i) => new()
    {
        Id = new($"p{i}"),
        Name = $"P{i}",
        Channels = new Dictionary<Channel, int> { [Channel.Email] = i * 5, [Channel.Push] = 50 - (i * 5) },
        When = i % 2 == 0 ? Facts.Customer.Country == Countries[i % 5] & Facts.Customer.Age >= 20 + (i * 2) : Facts.Customer.Spent >= Money.Of(100 * i, "EUR"),
        Evidence = [PersonaEvidence.Of(Types[i % 4], 20 + i), PersonaEvidence.Of(new Topic($"t{i % 7}"), 30), PersonaEvidence.Of(Channel.Email, 5), PersonaEvidence.Of(new SurveyId("s"), "q", $"a{i % 3}", 40)],
        Demographics = new PersonaDemographics { Countries = [Countries[i % 5], Countries[(i + 1) % 5]] },
    };

    private static CustomerState StateOf(int i)
    {
        var profile = new CustomerProfile { Id = new($"c{i}"), Country = Countries[i * 7 % 5], Age = 18 + (i * 13 % 60), Spent = Money.Of(i * 37 % 2500, "EUR"), Topics = new Dictionary<Topic, Liking> { [new($"t{i % 7}")] = Liking.Like, [new($"t{(i + 3) % 7}")] = Liking.Dislike } };
        return Enumerable.Range(0, 12).Select(n => TouchpointOf(i, n)).Append(AnswerOf(i)).Aggregate(CustomerFold.Apply(CustomerState.Unknown(profile.Id), profile), CustomerFold.Apply);
    }

    private static Touchpoint TouchpointOf(int i, int n) => new()
    {
        Source = "/b",
        Id = $"{i}-{n}",
        Type = Types[(i + n) % 4],
        Customer = new($"c{i}"),
        At = Now.AddDays(-(n * 5 % 40)),
        Channel = n % 3 == 0 ? Channel.Email : Channel.Website,
        Data = n % 2 == 0 ? new Dictionary<string, string> { ["topic"] = $"t{(i + n) % 7}" } : [],
    };

    private static Touchpoint AnswerOf(int i) => new()
    {
        Source = "/b",
        Id = $"{i}-answer",
        Type = TouchpointType.SurveyAnswered,
        Customer = new($"c{i}"),
        At = Now.AddDays(-9),
        Data = new Dictionary<string, string> { ["survey"] = "s", ["question"] = "q", ["answer"] = $"a{i % 3}" },
    };

    /// <summary>What a good programmer writes for these rules: the place of the first that holds.</summary>
    private static long ByHand(CustomerState[] states)
    {
        var sum = 0L;
        foreach (var state in states)
        {
            sum += FirstByHand(state.Profile);
        }

        return sum;
    }

    private static int FirstByHand(CustomerProfile profile)
    {
        for (var i = 0; i < 20; i++)
        {
            if (i % 2 == 0 ? profile.Country == Countries[i % 5] && profile.Age >= 20 + (i * 2) : profile.Spent is { } spent && spent.Currency.Code == "EUR" && spent.Minor >= 10_000L * i)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Both agree whose rule comes first.</summary>
    private static void Check(PersonaBook book, CustomerState[] states, CustomerFacts[] facts, int today)
    {
        for (var i = 0; i < states.Length; i++)
        {
            var alone = PersonaMix.Of(book, states[i] with { Behaviour = null, Profile = states[i].Profile with { Topics = new Dictionary<Topic, Liking>() } }, new ProfileFacts(states[i], facts[i], Now), today);
            if (alone.First != FirstByHand(states[i].Profile))
            {
                throw new InvalidOperationException($"{states[i].Profile.Id}: {alone.First}, by hand {FirstByHand(states[i].Profile)}.");
            }
        }
    }
}
