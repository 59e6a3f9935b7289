using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Personas;

public sealed class PersonaPropertiesTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(new Replay(new Rnd(1UL, 3UL), null));

    private static readonly TouchpointType[] Types = [TouchpointType.SiteVisited, TouchpointType.AppOpened, TouchpointType.Purchased, TouchpointType.ItemSaved];
    private static readonly string[] Sources = ["", "/?utm_source=mumsnet", "/?gclid=1", "/?utm_source=a&utm_medium=email&utm_campaign=x"];

    [Fact]
    public void Fold_OfEventsInAnyOrder_IsTheSameState() => Check.One(Thorough, Prop.ForAll(Events(60).ToArbitrary(), events =>
    {
        var inTime = State(events);
        return State(events.Reverse()) == inTime && State(events.OrderBy(one => one.Id[^1]).ThenBy(one => one.Id, StringComparer.Ordinal)) == inTime;
    }));

    /// <summary>More days than are kept: what is cut does not depend on the order either.</summary>
    [Fact]
    public void Fold_OfMoreThanIsKept_IsTheSameInAnyOrder() => Check.One(Thorough.WithMaxTest(4), Prop.ForAll(Events(2500).ToArbitrary(), events =>
    {
        var shuffled = events.OrderBy(one => one.Id[^1]).ThenBy(one => one.Id, StringComparer.Ordinal);
        return State(shuffled) == State(events);
    }));

    [Fact]
    public void Fold_ALateEvent_GivesTheStateItWouldHaveGivenInTime() => Check.One(Thorough, Prop.ForAll(Events(40).ToArbitrary(), Gen.Choose(0, 39).ToArbitrary(), (events, late) =>
        State([.. events.Where((_, place) => place != late), .. events.Where((_, place) => place == late)]) == State(events)));

    [Fact]
    public void Join_OfTwoCustomers_IsWhatOneWouldHaveDone() => Check.One(Thorough, Prop.ForAll(Events(60).ToArbitrary(), events =>
    {
        var (left, right) = (Behaviour(events.Where((_, place) => place % 2 == 0)), Behaviour(events.Where((_, place) => place % 2 == 1)));
        return Text(BehaviourFold.Join([left!, right!])) == Text(Behaviour(events)) && Text(BehaviourFold.Join([right!, left!])) == Text(Behaviour(events));
    }));

    [Fact]
    public void Divide_OfAnyWeights_IsAThousandExactlyAndWithinOneOfProportional() => Check.One(Thorough, Prop.ForAll(Weights().ToArbitrary(), weights =>
    {
        var shares = Divided(weights);
        var total = weights.Sum();
        return shares.Sum() == (total == 0 ? 0 : 1000) && weights.Zip(shares).All(one => total == 0 || (one.Second >= one.First * 1000 / total && one.Second <= (one.First * 1000 / total) + 1));
    }));

    [Fact]
    public void Divide_AWeightThatAloneGrows_NeverGetsLess() => Check.One(Thorough.WithMaxTest(2000), Prop.ForAll(Weights().ToArbitrary(), Gen.Choose(0, 19).ToArbitrary(), Gen.Choose(1, 3000).ToArbitrary(), (weights, which, more) =>
    {
        var place = which % weights.Length;
        var grown = (long[])weights.Clone();
        grown[place] += more;
        return Divided(grown)[place] >= Divided(weights)[place];
    }));

    /// <summary>Of one sign too, whether it comes one by one or with another customer.</summary>
    [Fact]
    public void Fold_OfOneSignOnMoreDaysThanAreKept_IsTheSameInAnyOrder() => Check.One(Thorough.WithMaxTest(5), Prop.ForAll(Gen.Shuffle(Enumerable.Range(0, 700).ToArray()).ToArbitrary(), days =>
    {
        Touchpoint[] events = [.. days.Select(daysAgo => Buyer.Did(TouchpointType.ItemSaved, daysAgo))];
        var inTime = State(events.OrderBy(one => one.At));
        return State(events) == inTime && Text(BehaviourFold.Join([Behaviour(events[..350])!, Behaviour(events[350..])!])) == inTime && Behaviour(events)!.Signals.Single().Days.Length == 2 * 512;
    }));

    /// <summary>Years of several signs, each up to five times a day: another one, late or of today, takes from none.</summary>
    [Fact]
    public void Weigh_MoreEvidenceAfterYears_NeverLowersAnyWeight() => Check.One(Thorough.WithMaxTest(40), Prop.ForAll(Years().ToArbitrary(), Gen.Choose(0, 1400).ToArbitrary(), Gen.Elements(Types).ToArbitrary(), (days, daysAgo, type) =>
    {
        var before = Buyer.Unknown with { Behaviour = BehaviourFold.Join(days.Select(one => new CustomerBehaviour { Signals = [new SignalTally { Key = BehaviourSignal.KeyOf(Buyer.Did(one.Type)), Days = one.Days }] })) };
        var after = before.After(Buyer.Did(type, daysAgo));
        Persona[] personas = [.. Types.Select(each => new Persona { Id = new(each.Name), Name = each.Name, Channels = new Dictionary<Channel, int>(), Evidence = [PersonaEvidence.Of(each, 20)] })];
        var (least, most) = (before.Explain(personas), after.Explain(personas));
        return Enumerable.Range(0, personas.Length).All(place => most.Personas[place].Weight >= least.Personas[place].Weight);
    }));

    /// <summary>A sign that is evidence for one persona alone.</summary>
    [Fact]
    public void Match_MoreEvidenceForAPersona_NeverLowersItsShare() => Check.One(Thorough, Prop.ForAll(Events(50).ToArbitrary(), Gen.Choose(0, 200).ToArbitrary(), (events, daysAgo) =>
    {
        var before = Buyer.Unknown.After(events);
        var after = before.After(Buyer.Did(new TouchpointType("only.parents"), daysAgo));
        var (parent, commuter) = (Buyer.Parent with { Evidence = [.. Buyer.Parent.Evidence, PersonaEvidence.Of(new TouchpointType("only.parents"), 25)] }, Buyer.Commuter with { When = null });
        return after.Match(parent, commuter).Of(parent.Id) >= before.Match(parent, commuter).Of(parent.Id);
    }));

    [Fact]
    public void Prefers_MoreForAChannel_NeverLowersIt() => Check.One(Thorough, Prop.ForAll(Events(50).ToArbitrary(), Gen.Choose(0, 60).ToArbitrary(), (events, daysAgo) =>
    {
        var before = Buyer.Unknown.After(events);
        return before.After(Buyer.Got(ReceiptKind.Clicked, daysAgo), Channel.Email).Prefers(Channel.Email, Buyer.Parent) >= before.Prefers(Channel.Email, Buyer.Parent)
            && before.After(Buyer.Got(ReceiptKind.Unsubscribed, daysAgo), Channel.Email).Prefers(Channel.Email, Buyer.Parent) <= before.Prefers(Channel.Email, Buyer.Parent);
    }));

    /// <summary>Explained is what was decided: the reasons of each persona add up to its weight, the weights to the shares.</summary>
    [Fact]
    public void Explain_OfAnybody_AddsUpToTheMatch() => Check.One(Thorough, Prop.ForAll(Events(50).ToArbitrary(), events =>
    {
        var state = Buyer.Unknown.After(events);
        var explained = state.Explain(Buyer.Parent, Buyer.Commuter);
        long[] weights = [.. explained.Personas.Select(persona => persona.Weight), 100_000];
        return explained.Matches.ToString() == state.Match(Buyer.Parent, Buyer.Commuter).ToString() && explained.Personas.Select(persona => persona.PerMille).SequenceEqual(Divided(weights).SkipLast(1))
            && explained.Channels.All(one => one.Points == state.Prefers(one.Channel, Buyer.Parent, Buyer.Commuter));
    }));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(365)]
    public void Decay_OfEveryAge_IsThePowerOfTwoToOneStep(int halfLife)
    {
        var decay = EvidenceDecay.Of(halfLife);
        for (var age = 0; age < 20 * halfLife; age++)
        {
            Assert.InRange(decay.At(0, age) - (65536 * Math.Pow(2, -age / (double)halfLife)), -1.01, 1.01);
            Assert.True(decay.At(0, age) >= decay.At(0, age + 1));
        }

        Assert.Equal((EvidenceDecay.One, EvidenceDecay.One / 2), (decay.At(5, 3), decay.At(0, halfLife)));
    }

    /// <summary>The numbers themselves: the same on every processor.</summary>
    [Fact]
    public void Decay_OfAMonth_IsTheseNumbers()
    {
        var decay = EvidenceDecay.Of(30);
        Assert.Equal([65536, 64039, 62576, 61147, 59751, 55749, 46341, 32768, 16384, 1024, 1, 0], new[] { 0, 1, 2, 3, 4, 7, 15, 30, 60, 180, 480, 510 }.Select(age => decay.At(0, age)));
    }

    private static int[] Divided(long[] weights)
    {
        var shares = new int[weights.Length];
        Apportionment.Divide((long[])weights.Clone(), shares);
        return shares;
    }

    private static Gen<long[]> Weights() =>
        from count in Gen.Choose(1, 21)
        from weights in Gen.Frequency((1, Gen.Constant(0L)), (3, Gen.Choose(0, 50).Select(weight => (long)weight)), (3, Gen.Choose(0, 2_000_000).Select(weight => (long)weight))).ArrayOf(count)
        select weights;

    /// <summary>One sign on more days than are kept of one, the others on some hundred.</summary>
    private static Gen<(TouchpointType Type, int[] Days)[]> Years() =>
        from counts in Gen.Choose(1, 7).ArrayOf(700)
        from starts in Gen.Choose(0, 900).ArrayOf(Types.Length)
        select Types.Select((type, place) => (type, Enumerable.Range(0, place == 0 ? 700 : 400).SelectMany(day => new[] { SignalTally.DayOf(Buyer.Noon) - (place == 0 ? 699 : starts[place] + 399) + day, counts[day] }).ToArray())).ToArray();

    private static Gen<Touchpoint[]> Events(int count) =>
        (from type in Gen.Elements(Types)
         from daysAgo in Gen.Choose(0, count > 100 ? 3000 : 120)
         from channel in Gen.Elements<Channel?>(null, Channel.Email, Channel.Push, Channel.Website)
         from topic in Gen.Elements("", "kids", "shoes", "no topic")
         from source in Gen.Elements(Sources)
         from answer in Gen.Choose(0, 9)
         select answer < 2
            ? Buyer.Did(TouchpointType.SurveyAnswered, daysAgo, channel, ("survey", "s"), ("question", $"q{answer}"), ("answer", $"{daysAgo % 3}"))
            : Buyer.Did(type, daysAgo, channel, [.. topic.Length > 0 ? new[] { ("topic", topic) } : [], .. source.Length > 0 ? new[] { ("landing", source) } : []]))
        .ArrayOf(count).Select(all => all.Select((one, place) => one with { Id = $"{place}-{(place * 7919) % 10}" }).ToArray());

    private static CustomerBehaviour? Behaviour(IEnumerable<Touchpoint> events) => Buyer.Unknown.After(events).Behaviour;

    private static string State(IEnumerable<Touchpoint> events) => Text(Behaviour(events));

    private static string Text(CustomerBehaviour? behaviour) =>
        System.Text.Encoding.UTF8.GetString(StoredJson.Write(Buyer.Unknown with { Behaviour = behaviour }, StoredJson.Default.CustomerState).Span);
}
