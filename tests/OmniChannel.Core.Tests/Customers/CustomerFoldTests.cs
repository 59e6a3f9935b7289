using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Customers;

public sealed class CustomerFoldTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly CustomerState Unknown = CustomerState.Unknown(new("anna"));

    private static readonly TouchpointType[] Types =
    [
        TouchpointType.SiteVisited, TouchpointType.SiteLeft, TouchpointType.AppOpened, TouchpointType.AppClosed, TouchpointType.StoreEntered, TouchpointType.StoreLeft,
        TouchpointType.CartLeft, TouchpointType.LeadCaptured, TouchpointType.Purchased, TouchpointType.MessageReceived, TouchpointType.Recommended, new("survey.answered"),
    ];

    [Fact]
    public void Apply_InAnyOrder_GivesTheSameState() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Events().ListOf().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (events, seed) =>
        {
            var shuffled = events.Select((one, at) => (one, key: (at + 1L) * seed * 2654435761 % 1000003)).OrderBy(pair => pair.key).Select(pair => pair.one);
            Assert.Equal(Shown(Fold(events)), Shown(Fold(shuffled)));
        }));

    [Fact]
    public void Apply_ALateProfile_BringsNothingRevokedBack()
    {
        var early = new CustomerProfile { Id = new("anna"), Name = "Anna", Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Noon, "form")] };
        var revoked = CustomerFold.Apply(CustomerFold.Apply(Unknown, early), ConsentRecord.Deny(Purpose.Marketing, Channel.Email, Noon.AddDays(1), "unsubscribed"));

        var state = CustomerFold.Apply(revoked, early with { Name = "Anna B." });

        Assert.Equal("Anna B.", state.Profile.Name);
        Assert.Equal(2, state.Profile.Consents.Count);
        Assert.False(ConsentLedger.Effective(state.Profile.Consents, Purpose.Marketing, Channel.Email)!.Granted);
    }

    [Fact]
    public void Apply_AProfileWithoutConsents_KeepsThem()
    {
        var state = CustomerFold.Apply(Unknown, ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Noon, "form"));

        Assert.Single(CustomerFold.Apply(state, new CustomerProfile { Id = new("anna") }).Profile.Consents);
        Assert.False(state.IsKnown);
    }

    [Fact]
    public void Suppress_Twice_KeepsTheFirstCause()
    {
        var late = new Suppression { Channel = Channel.Email, Address = "a@b.c", Cause = "complaint", At = Noon.AddDays(1) };
        var early = late with { Cause = "hard-bounce", At = Noon };

        Assert.Equal([early], CustomerFold.Suppress(CustomerFold.Suppress(CustomerFold.Suppress(Unknown, late), early), late).Suppressions);
    }

    [Theory]
    [InlineData(ReceiptKind.Opened)]
    [InlineData(ReceiptKind.Clicked)]
    [InlineData(ReceiptKind.Replied)]
    [InlineData(ReceiptKind.Converted)]
    [InlineData(ReceiptKind.Complained)]
    [InlineData(ReceiptKind.Unsubscribed)]
    public void Apply_AReceiptByAMachine_IsNotTheCustomersDoing(ReceiptKind kind)
    {
        var byMachine = CustomerFold.Apply(Unknown, Receipt(kind) with { ByMachine = true }, Channel.Email, Purpose.Marketing);
        Assert.Equal(Unknown, byMachine with { Behaviour = null });
        Assert.StartsWith("m|", Assert.Single(byMachine.Behaviour!.Signals).Key, StringComparison.Ordinal); // counted apart, and worth nothing unless the host says so
        Assert.NotSame(Unknown, CustomerFold.Apply(Unknown, Receipt(kind), Channel.Email, Purpose.Marketing));
    }

    [Fact]
    public void Apply_AComplaintAboutAReceipt_RevokesMarketingToo()
    {
        var state = CustomerFold.Apply(Unknown, Receipt(ReceiptKind.Complained), Channel.Email, Purpose.Transactional);

        Assert.Equal([Purpose.Marketing, Purpose.Transactional], state.Profile.Consents.Select(consent => consent.Purpose));
        Assert.DoesNotContain(state.Profile.Consents, consent => consent.Granted);
    }

    [Fact]
    public void Apply_Unsubscribed_RevokesThatPurposeOnThatChannel()
    {
        var consent = Assert.Single(CustomerFold.Apply(Unknown, Receipt(ReceiptKind.Unsubscribed), Channel.Sms, Purpose.Service).Profile.Consents);

        Assert.Equal((Purpose.Service, Channel.Sms, false), (consent.Purpose, consent.Channel, consent.Granted));
    }

    [Fact]
    public void Apply_SoftBounced_ChangesNothing() =>
        Assert.Same(Unknown, CustomerFold.Apply(Unknown, Receipt(ReceiptKind.SoftBounced), Channel.Email, Purpose.Marketing));

    [Fact]
    public void Reserve_TheSameDeliveryAgain_MovesIt()
    {
        var contact = new Contact { Delivery = new("d"), Channel = Channel.Email, Purpose = Purpose.Marketing, At = Noon, Address = "a@b.c" };

        var moved = CustomerFold.Reserve(CustomerFold.Reserve(Unknown, contact, Noon), contact with { At = Noon.AddHours(1) }, Noon);

        Assert.Equal(Noon.AddHours(1), Assert.Single(moved.Contacts).At);
        Assert.Empty(CustomerFold.Release(moved, new("d")).Contacts);
        Assert.Equal(new("later"), Assert.Single(CustomerFold.Reserve(moved, contact with { Delivery = new("later"), At = Noon.AddDays(70) }, Noon.AddDays(70)).Contacts).Delivery);
    }

    [Fact]
    public void Apply_AfterLeaving_IsNotThere()
    {
        var state = Fold([Touch(TouchpointType.SiteLeft, 10), Touch(TouchpointType.SiteVisited, 5)]);

        Assert.True(state.SiteLeftAt > state.SiteSeenAt);
    }

    private static Receipt Receipt(ReceiptKind kind) => new() { Source = "test", Id = "1", Delivery = new("d"), Kind = kind, At = Noon };

    private static Touchpoint Touch(TouchpointType type, int minute, Channel? channel = null, DeviceKind device = default, Money? amount = null) =>
        new() { Source = "test", Id = "1", Customer = new("anna"), Type = type, At = Noon.AddMinutes(minute), Channel = channel, Device = device, Amount = amount };

    private static CustomerState Fold(IEnumerable<object> events) => events.Aggregate(Unknown, (state, one) => one switch
    {
        Touchpoint touchpoint => TouchpointFold.Standard.Apply(state, touchpoint),
        ConsentRecord consent => CustomerFold.Apply(state, consent),
        Suppression suppression => CustomerFold.Suppress(state, suppression),
        Receipt receipt => CustomerFold.Apply(state, receipt, Channel.Email, Purpose.Marketing),
        _ => throw new InvalidOperationException(one.GetType().Name),
    });

    private static Gen<object> Events() => Gen.OneOf<object>(
        from type in Gen.Elements(Types)
        from minute in Gen.OneOf(Gen.Choose(0, 5), Gen.Choose(0, 180))
        from channel in Gen.Elements<Channel?>(null, Channel.Email, Channel.Push)
        from device in Gen.Elements(Enum.GetValues<DeviceKind>())
        from amount in Gen.Elements<Money?>(null, Money.Of(0, "EUR"), Money.Of(5, "EUR"), Money.Of(5, "USD"))
        select (object)Touch(type, minute, channel, device, amount),
        from granted in Gen.Elements(true, false)
        from minute in Gen.Choose(0, 2)
        from basis in Gen.Elements(ConsentBasis.OptIn, ConsentBasis.Contract)
        from until in Gen.Elements<DateTimeOffset?>(null, Noon.AddDays(1), Noon.AddDays(2))
        select (object)new ConsentRecord { Purpose = Purpose.Marketing, Channel = Channel.Email, Granted = granted, At = Noon.AddMinutes(minute), Basis = basis, Until = until, Source = "test" },
        from address in Gen.Elements("a@b.c", "d@e.f")
        from minute in Gen.Choose(0, 2)
        from cause in Gen.Elements("complaint", "hard-bounce")
        select (object)new Suppression { Channel = Channel.Email, Address = address, Cause = cause, At = Noon.AddMinutes(minute) },
        from kind in Gen.Elements(Enum.GetValues<ReceiptKind>())
        from minute in Gen.Choose(0, 2)
        from byMachine in Gen.Elements(true, false)
        select (object)(Receipt(kind) with { At = Noon.AddMinutes(minute), ByMachine = byMachine }));

    /// <summary>Everything in it, lists and dictionaries included.</summary>
    private static string Shown(CustomerState state) => string.Join(
        '\n',
        [
            (state with { Channels = new Dictionary<Channel, ChannelHistory>(), Suppressions = [], Contacts = [], Sessions = null, Profile = Unknown.Profile }).ToString(),
            .. state.Channels.OrderBy(one => one.Key.Name, StringComparer.Ordinal).Select(one => one.ToString()),
            .. state.Suppressions.Select(one => one.ToString()),
            .. (state.Sessions ?? []).Select(one => one.ToString()),
            .. state.Profile.Consents.Select(one => one.ToString()),
            ConsentLedger.Effective(state.Profile.Consents, Purpose.Marketing, Channel.Email)?.ToString() ?? "",
        ]);
}
