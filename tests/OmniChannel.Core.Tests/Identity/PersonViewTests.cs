using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Identity;

public sealed class PersonViewTests
{
    private static readonly DateTimeOffset Noon = Town.Noon;
    private static readonly CustomerId Anna = new("anna");
    private static readonly CustomerId Visitor = new("visitor");

    [Fact]
    public void Of_OneCustomer_IsThatCustomer() => Assert.Equal(Text(Full()), Text(PersonView.Of([Full()], Anna)));

    /// <summary>A member of the state that the merge forgot would be lost here: every member of the full state is set.</summary>
    [Fact]
    public void Of_WithSomebodyOfWhomNothingIsKnown_ChangesNothing()
    {
        var full = Full();
        foreach (var property in typeof(CustomerState).GetProperties().Concat(typeof(CustomerProfile).GetProperties()).Where(property => property.Name != "EqualityContract"))
        {
            var value = property.GetValue(property.DeclaringType == typeof(CustomerState) ? full : full.Profile);
            Assert.False(value is null or 0 or false or DeviceKind.Unknown or System.Collections.ICollection { Count: 0 }, $"The full state of this test does not set {property.Name}; set it, and merge it in PersonView.");
        }

        Assert.Equal(Text(full), Text(PersonView.Of([full, CustomerState.Unknown(Visitor)], Anna)));
    }

    [Fact]
    public void Of_InAnyOrder_AndAnyNumberOfTimes_IsTheSame() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(new Replay(new Rnd(1UL, 3UL), null)),
        Prop.ForAll(States().ListOf(3).ToArbitrary(), states =>
        {
            var all = states.Select((state, i) => state with { Profile = state.Profile with { Id = new CustomerId($"c{i}") } }).ToList();
            var expected = Text(PersonView.Of(all, new("c1")));
            return Text(PersonView.Of(Enumerable.Reverse(all), new("c1"))) == expected
                && Text(PersonView.Of([.. all, .. all, all[2]], new("c1"))) == expected;
        }));

    /// <summary>Whatever each said, in whatever order: a person may be sent what everybody who spoke allowed.</summary>
    [Fact]
    public void Consent_OfAnyLedgers_IsTheStricter() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(new Replay(new Rnd(1UL, 3UL), null)),
        Prop.ForAll(Consents().ListOf(2).ToArbitrary(), ledgers =>
        {
            var merged = PersonConsents.Of(ledgers);
            return new[] { Channel.Email, Channel.Sms }.All(channel =>
            {
                var each = ledgers.Select(ledger => ConsentLedger.Effective(ledger, Purpose.Marketing, channel)).OfType<ConsentRecord>().ToList();
                var holds = ConsentLedger.Effective(merged, Purpose.Marketing, channel);
                return each.Count == 0 ? holds is null
                    : each.Contains(holds!) && holds!.Granted == each.TrueForAll(one => one.Granted) && (!holds.Granted || (holds.Until ?? DateTimeOffset.MaxValue) <= each.Where(one => one.Basis == holds.Basis).Min(one => one.Until ?? DateTimeOffset.MaxValue));
            });
        }));

    [Fact]
    public void Of_ThoseWhoArePresent_OneIsEnough()
    {
        var there = CustomerState.Unknown(Anna) with { SiteSeenAt = Noon };
        var gone = CustomerState.Unknown(Visitor) with { SiteSeenAt = Noon.AddMinutes(2), SiteLeftAt = Noon.AddMinutes(5) };

        var view = PersonView.Of([there, gone], Anna);

        Assert.Equal((Noon, null), (view.SiteSeenAt, view.SiteLeftAt));
    }

    [Fact]
    public void Of_WhatOneOfThemDislikes_IsDisliked()
    {
        var likes = CustomerState.Unknown(Anna) with { Profile = new() { Id = Anna, Channels = new Dictionary<Channel, Liking> { [Channel.Email] = Liking.Like } } };
        var dislikes = CustomerState.Unknown(Visitor) with { Profile = new() { Id = Visitor, Channels = new Dictionary<Channel, Liking> { [Channel.Email] = Liking.Dislike } } };

        Assert.Equal(Liking.Dislike, PersonView.Of([likes, dislikes], Anna).Profile.Channels[Channel.Email]);
    }

    private static string Text(CustomerState state) => System.Text.Encoding.UTF8.GetString(StoredJson.Write(state, StoredJson.Default.CustomerState).Span);

    /// <summary>A state that has every member.</summary>
    internal static CustomerState Full() => new()
    {
        Profile = new CustomerProfile
        {
            Id = Anna,
            Name = "Anna",
            TimeZone = "Europe/Berlin",
            Country = "DE",
            Language = "de-DE",
            Age = 33,
            ContactPoints = [ContactPoint.Email("a@example.com")],
            Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Noon, "form")],
            Channels = new Dictionary<Channel, Liking> { [Channel.Email] = Liking.Like },
            Topics = new Dictionary<Topic, Liking> { [new("shoes")] = Liking.Dislike },
            Persona = new("bargain-hunter"),
            Stage = FunnelStage.Loyalty,
            IsNew = true,
            Spent = Money.Of(10, "EUR"),
            PurchaseChannel = Channel.Store,
            AcquiredBy = Channel.Print,
            Attributes = FactSet.Empty.With("vip", null, FactValue.Of(true)),
        },
        IsKnown = true,
        SiteSeenAt = Noon,
        SiteLeftAt = Noon.AddMinutes(-1),
        AppSeenAt = Noon.AddMinutes(1),
        AppLeftAt = Noon.AddMinutes(2),
        StoreSeenAt = Noon.AddMinutes(3),
        StoreLeftAt = Noon.AddMinutes(2),
        Device = DeviceKind.Tablet,
        DeviceSeenAt = Noon,
        LastTouchAt = Noon.AddMinutes(9),
        FirstTouchAt = Noon.AddDays(-9),
        FirstChannel = Channel.Print,
        BrowsedAt = Noon,
        BrowseChannel = Channel.Website,
        Sessions = [new BrowsingSession { StartedAt = Noon, SeenAt = Noon.AddMinutes(5), Views = 3 }],
        CartLeftAt = Noon,
        CartTotal = Money.Of(59, "EUR"),
        PurchasedAt = Noon,
        Purchases = 2,
        Stage = FunnelStage.Conversion,
        Funnels = [new FunnelJournal { Funnel = FunnelId.Default, StartedAt = Noon.AddDays(-9), Events = [new FunnelEvent { At = Noon, On = "cart.left", Tie = 7, Via = Channel.Website }] }],
        Channels = new Dictionary<Channel, ChannelHistory> { [Channel.Email] = new() { Deliveries = 2, Engagements = 1, Conversions = 1, LastEngagedAt = Noon, LastInboundAt = Noon } },
        Contacts = [new Contact { Delivery = new("d"), Channel = Channel.Email, Purpose = Purpose.Marketing, At = Noon, Address = "a@example.com" }],
        Suppressions = [new Suppression { Channel = Channel.Sms, Address = "+49", Cause = "complaint", At = Noon }],
        Behaviour = new CustomerBehaviour
        {
            Signals = [new SignalTally { Key = "t|site.visited|website|", Days = [20_000, 2] }],
            First = new AcquisitionTouch { At = Noon, Source = new AcquisitionSource { Source = "newsletter" } },
            Last = new AcquisitionTouch { At = Noon.AddDays(1), Source = new AcquisitionSource { Source = "google" } },
            Answers = [new SurveyAnswerRow { Question = "spring\nsize", Said = "m", At = Noon }],
        },
        Person = new PersonMembership { Survivor = Anna, Members = [Anna, Visitor] },
        ProfileSavedAt = Noon,
        ErasedAt = Noon,
    };

    private static Gen<CustomerState> States() =>
        from touches in (from type in Gen.Elements(TouchpointType.SiteVisited, TouchpointType.SiteLeft, TouchpointType.CartLeft, TouchpointType.Purchased, TouchpointType.AppOpened)
                         from channel in Gen.Elements(Channel.Website, Channel.Email, Channel.Store)
                         from minute in Gen.Choose(0, 200)
                         select (type, channel, minute)).ListOf(5)
        from consents in Consents()
        from saved in Gen.Choose(0, 3)
        from number in Gen.Choose(0, 5)
        select touches.Aggregate(
            CustomerState.Unknown(Anna) with
            {
                ProfileSavedAt = saved == 0 ? null : Noon.AddDays(saved),
                Profile = new CustomerProfile { Id = Anna, Consents = consents, Name = number == 0 ? null : $"name {number}", ContactPoints = [ContactPoint.Email($"{number}@example.com")], Age = number },
                Contacts = [new Contact { Delivery = new($"d{number}"), Channel = Channel.Email, Purpose = Purpose.Marketing, At = Noon.AddDays(number), Address = "a" }],
                Suppressions = [new Suppression { Channel = Channel.Email, Address = "x", Cause = $"cause {number}", At = Noon.AddDays(saved) }],
            },
            (state, touch) => TouchpointFold.Standard.Apply(state, new Touchpoint { Source = "s", Id = "i", Type = touch.type, Customer = Anna, At = Noon.AddMinutes(touch.minute), Channel = touch.channel, Device = (DeviceKind)(touch.minute % 4), Amount = Money.Of(touch.minute, "EUR") }));

    private static Gen<ConsentRecord[]> Consents() =>
        (from channel in Gen.Elements(Channel.Email, Channel.Sms)
         from kind in Gen.Elements(0, 1, 2)
         from at in Gen.Choose(0, 5)
         from until in Gen.Choose(0, 3)
         select kind == 0 ? ConsentRecord.Deny(Purpose.Marketing, channel, Noon.AddDays(at), "form")
            : (kind == 1 ? ConsentRecord.Grant(Purpose.Marketing, channel, Noon.AddDays(at), "form") : ConsentRecord.Contract(Purpose.Marketing, channel, Noon.AddDays(at), "order")) with { Until = until == 0 ? null : Noon.AddDays(10 + until) }).ArrayOf();
}
