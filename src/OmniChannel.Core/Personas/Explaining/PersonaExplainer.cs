namespace OmniChannel;

/// <summary>Puts down what <see cref="PersonaWeights"/> adds up. Pure.</summary>
internal static class PersonaExplainer
{
    public static PersonaExplanation Explain<TFacts>(PersonaBook book, CustomerState state, TFacts facts, DateTimeOffset now)
        where TFacts : IFactSource
    {
        var today = SignalTally.DayOf(now);
        var mix = PersonaMix.Of(book, state, facts, today);
        var reasons = Enumerable.Range(0, book.Count).Select(_ => new List<PersonaReason>()).ToArray();
        if (state.Profile.Persona is { } named)
        {
            foreach (var place in Enumerable.Range(0, book.Count).Where(place => book[place].Id == named).Take(1))
            {
                reasons[place].Add(new PersonaReason { Kind = PersonaReasonKind.Named, What = "the host named it in the profile, which outranks everything", Points = 0, Worth = 0 });
            }
        }
        else
        {
            Rules(book, facts, reasons);
            Demographics(book, state.Profile, reasons);
            Behaviour(book, state, today, reasons);
            Likings(book, state.Profile, reasons);
        }

        return new PersonaExplanation
        {
            Customer = state.Profile.Id,
            At = now.ToUniversalTime(),
            Matches = mix.ToMatches(),
            Personas = [.. Enumerable.Range(0, book.Count).Select(place => new PersonaFinding
            {
                Persona = book[place].Id,
                PerMille = mix.Shares[place],
                Weight = Math.Max(0, reasons[place].Sum(reason => reason.Worth)),
                Reasons = [.. reasons[place].OrderByDescending(reason => Math.Abs(reason.Worth))],
            })],
            Channels = Channels(mix, state, today),
        };
    }

    private static void Rules<TFacts>(PersonaBook book, TFacts facts, List<PersonaReason>[] reasons)
        where TFacts : IFactSource
    {
        PersonaId? first = null;
        for (var place = 0; place < book.Count; place++)
        {
            if (book[place].When is not { } when)
            {
                continue;
            }

            var truth = ConditionWalker.Evaluate(when, facts);
            var counts = truth == Truth.True && (first is null || book.Settings.Rules == PersonaRules.Every);
            if (truth != Truth.False)
            {
                var what = truth == Truth.Unknown ? $"its rule cannot be judged, a fact is missing: {when}" : counts ? $"its rule holds: {when}" : $"its rule holds, and that of {first} came first: {when}";
                reasons[place].Add(new PersonaReason { Kind = PersonaReasonKind.Rule, What = what, Points = book.Settings.RulePoints, Times = counts ? 1 : 0, Worth = counts ? book.Settings.RulePoints * 1000L : 0 });
            }

            first = counts ? first ?? book[place].Id : first;
        }
    }

    private static void Demographics(PersonaBook book, CustomerProfile profile, List<PersonaReason>[] reasons)
    {
        for (var place = 0; place < book.Count; place++)
        {
            if (book[place].Demographics?.Fit(profile) is { } fit and not 0)
            {
                var what = fit > 0 ? "what is known of age, country and language fits" : "what is known of age, country and language does not fit";
                reasons[place].Add(new PersonaReason { Kind = PersonaReasonKind.Demographics, What = what, Points = book.Settings.DemographicPoints, Times = Math.Abs(fit), Worth = fit * book.Settings.DemographicPoints * 1000L });
            }
        }
    }

    private static void Behaviour(PersonaBook book, CustomerState state, int today, List<PersonaReason>[] reasons)
    {
        foreach (var tally in state.Behaviour?.Signals ?? [])
        {
            var reading = book.Read(tally.Key);
            var silenced = reading.Signal is not null && PersonaWeights.IsSilenced(reading.Signal, state.Profile);
            var sum = book.Decay.Sum(tally.Days, today, book.Settings.MostPerDay);
            foreach (var (place, points) in reading.Personas)
            {
                reasons[place].Add(new PersonaReason
                {
                    Kind = PersonaReasonKind.Behaviour,
                    What = Words(reading.Signal!) + (silenced ? ", silenced by what the customer says of the topic" : ""),
                    Points = points,
                    Times = Counted(tally),
                    Trust = reading.Trust,
                    DaysAgo = Math.Max(0, today - tally.Days[^2]),
                    Worth = silenced ? 0 : PersonaWeights.Worth(points, reading.Trust, sum),
                });
            }
        }

        foreach (var answer in state.Behaviour?.Answers ?? [])
        {
            foreach (var (place, evidence) in book.Answers.GetValueOrDefault(answer.Question, []).Where(one => PersonaWeights.Says(answer.Said, one.Evidence.Answer!)))
            {
                var day = SignalTally.DayOf(answer.At);
                reasons[place].Add(new PersonaReason
                {
                    Kind = PersonaReasonKind.Answer,
                    What = evidence.Words() + (answer.ByMachine == true ? ", by a machine" : ""),
                    Points = evidence.Points,
                    Trust = book.Settings.Trust.Of(answer),
                    DaysAgo = Math.Max(0, today - day),
                    Worth = PersonaWeights.Worth(evidence.Points, book.Settings.Trust.Of(answer), book.AnswerDecay.At(day, today)),
                });
            }
        }
    }

    private static void Likings(PersonaBook book, CustomerProfile profile, List<PersonaReason>[] reasons)
    {
        foreach (var (topic, placed) in book.Topics.Where(one => profile.Topics.GetValueOrDefault(one.Key) == Liking.Like).OrderBy(one => one.Key.Name, StringComparer.Ordinal))
        {
            foreach (var (place, evidence) in placed)
            {
                reasons[place].Add(new PersonaReason { Kind = PersonaReasonKind.Liking, What = $"the customer likes {topic}", Points = evidence.Points, Times = PersonaWeights.LikedCounts, Worth = evidence.Points * 1000L * PersonaWeights.LikedCounts });
            }
        }
    }

    private static List<ChannelPreference> Channels(PersonaMix mix, CustomerState state, int today)
    {
        var seen = new SortedDictionary<string, (Channel Channel, long For, long Against)>(StringComparer.Ordinal);
        foreach (var channel in mix.Book.SelectMany((persona, place) => mix.Shares[place] > 0 ? persona.Channels.Keys : []).Concat(state.Profile.Channels.Keys))
        {
            seen[channel.Name] = (channel, 0, 0);
        }

        foreach (var tally in state.Behaviour?.Signals ?? [])
        {
            if (LearnedPreference.Worth(mix.Book, tally, today, out var channel) is var worth and not 0)
            {
                var before = seen.GetValueOrDefault(channel!.Value.Name);
                seen[channel.Value.Name] = (channel.Value, before.For + Math.Max(0, worth), before.Against - Math.Min(0, worth));
            }
        }

        return [.. seen.Values.Select(one => (one.Channel, one.For, one.Against, Declared: mix.Declared(one.Channel))).Select(one => new ChannelPreference
        {
            Channel = one.Channel,
            Declared = one.Declared,
            For = one.For,
            Against = one.Against,
            Points = LearnedPreference.Moved(mix.Book.Settings, one.Declared, one.For, one.Against),
            Said = state.Profile.Channels.GetValueOrDefault(one.Channel),
        })];
    }

    private static int Counted(SignalTally tally)
    {
        var count = 0L;
        for (var i = 1; i < tally.Days.Length; i += 2)
        {
            count += tally.Days[i];
        }

        return (int)Math.Min(int.MaxValue, count);
    }

    private static string Words(BehaviourSignal signal) => signal.Kind switch
    {
        SignalKind.Acquisition => $"came by {signal.Acquisition}",
        SignalKind.Touchpoint => $"{signal.Type}{(signal.Channel is { } channel ? $" on {channel}" : "")}{(signal.Topic is { } topic ? $" about {topic}" : "")}",
        _ => $"{signal.Receipt.ToString()!.ToLowerInvariant()} a message on {signal.Channel}{(signal.Kind == SignalKind.MachineReceipt ? ", by a machine" : "")}",
    };
}
