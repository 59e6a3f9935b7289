namespace OmniChannel.Tests.RealInput;

/// <summary>The checker can fail: a week that is right, with one forged message that breaks one rule.</summary>
public sealed class WeekCheckerTests
{
    private const int Served = 3_000;
    private const long Budget = 1_00;

    private static readonly Lazy<(IReadOnlyList<HillstromCustomer> Customers, WeekLog Log)> Right = new(() =>
    {
        IReadOnlyList<HillstromCustomer> customers = [.. HillstromRow.ReadAll(SharedFolders.RequireDataFile("hillstrom/hillstrom.csv")).Take(2 * Served).Select(row => new HillstromCustomer(row))];
        return (customers, new RouterWeek([.. customers.Take(Served)], Budget, pushIsDown: true).Run(TestContext.Current.CancellationToken));
    });

    private static readonly DateTimeOffset FridayNoon = new(2026, 3, 6, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Violations_OfARightWeek_AreNone() => Assert.Empty(Check([]));

    [Theory]
    [InlineData("capability")]
    [InlineData("address")]
    [InlineData("reply window")]
    [InlineData("consent", "never said")]
    [InlineData("consent", "denied")]
    [InlineData("consent", "a contract is no basis for news")]
    [InlineData("consent", "revoked")]
    [InlineData("consent", "ended")]
    [InlineData("relevance")]
    [InlineData("rules", "excluded")]
    [InlineData("rules", "required")]
    [InlineData("quiet hours", "evening")]
    [InlineData("quiet hours", "morning")]
    [InlineData("quiet hours", "after the clocks changed")]
    [InlineData("quiet hours", "Sunday")]
    [InlineData("quiet hours", "somewhere in America")]
    [InlineData("holdout")]
    [InlineData("provider health")]
    [InlineData("expiry", "late")]
    [InlineData("expiry", "early")]
    [InlineData("outcome")]
    [InlineData("cap of the day")]
    [InlineData("cap of the week")]
    [InlineData("cap of text messages")]
    [InlineData("cap of a push a day")]
    [InlineData("suppression")]
    [InlineData("budget")]
    public void Violations_OfOneForgedMessage_NameTheRule(string rule, string how = "") =>
        Assert.Contains(Check(Forge(rule, how)), violation => violation.StartsWith(rule + ":", StringComparison.Ordinal));

    [Fact]
    public void Violations_ExactlyOneWindowLater_AreNone()
    {
        var of = Free(c => c.TimeZone == "America/New_York" && Says(c, Channel.Email) && c.RevokesEmailAt is null && Check([Email(c, FridayNoon)]).Count == 0);
        Assert.Empty(Check([Email(of, FridayNoon), Email(of, FridayNoon.AddMinutes(1)), Email(of, FridayNoon.AddDays(1))]));
        Assert.Contains(Check([Email(of, FridayNoon), Email(of, FridayNoon.AddMinutes(1)), Email(of, FridayNoon.AddDays(1).AddTicks(-1))]), v => v.StartsWith("cap of the day", StringComparison.Ordinal));
    }

    private static List<string> Check(IReadOnlyList<Sent> forged) => new WeekChecker(Right.Value.Customers, Budget, pushIsDown: true).Violations([.. Right.Value.Log.Sent, .. forged]);

    private static IReadOnlyList<Sent> Forge(string rule, string how)
    {
        var berlin = Free(c => c.TimeZone == "Europe/Berlin" && Says(c, Channel.Sms) && c.AddressOn(Channel.Sms) is not null && c.Row.SpentCents > 50_00);
        return (rule, how) switch
        {
            ("capability", _) => [Valid(Channel.Email) with { Channel = Channel.Website }],
            ("address", _) => [Valid(Channel.Email) with { Address = "somebody@else.example" }],
            ("reply window", _) => [Valid(Channel.WhatsApp) with { At = Customer(Valid(Channel.WhatsApp)).WroteAt!.Value.AddHours(24) }],
            ("consent", "never said") => [Of(Free(c => c.Said(Purpose.Marketing, Channel.Email) is null), Channel.Email)],
            ("consent", "denied") => [Of(Free(c => c.Said(Purpose.Marketing, Channel.Email) is { Granted: false }), Channel.Email)],
            ("consent", "a contract is no basis for news") => [Of(Free(c => c.Said(Purpose.Marketing, Channel.Email) is { Granted: true, IsContract: true, Until: null }), Channel.Email)],
            ("consent", "revoked") => [Email(Revoking, Revoking.RevokesEmailAt!.Value)],
            ("consent", "ended") => [Email(Ending, Ending.Said(Purpose.Marketing, Channel.Email)!.Value.Until!.Value)],
            ("relevance", _) => [Of(Free(c => c.DislikesNews && Says(c, Channel.Email)), Channel.Email)],
            ("rules", "excluded") => [Of(Free(c => c.Row.SpentCents < 50_00 && Says(c, Channel.Sms)), Channel.Sms)],
            ("rules", _) => [Of(Free(c => c.Row.BuysBy == "Phone" && c.AddressOn(Channel.WebPush) is not null), Channel.WebPush)],
            ("quiet hours", "evening") => [Of(berlin, Channel.Sms) with { At = new DateTimeOffset(2026, 3, 6, 20, 0, 0, TimeSpan.Zero) }],
            ("quiet hours", "morning") => [Of(berlin, Channel.Sms) with { At = new DateTimeOffset(2026, 3, 7, 7, 0, 0, TimeSpan.Zero).AddTicks(-1) }],
            ("quiet hours", "after the clocks changed") => [Of(Free(c => c.TimeZone == "America/New_York" && c.AddressOn(Channel.Sms) is not null), Channel.Sms) with { At = new DateTimeOffset(2026, 3, 9, 1, 0, 0, TimeSpan.Zero) }],
            ("quiet hours", "Sunday") => [Of(Free(c => c.TimeZone == "Europe/Berlin" && Says(c, Channel.Email)), Channel.Email) with { At = new DateTimeOffset(2026, 3, 8, 10, 59, 0, TimeSpan.Zero) }],
            ("quiet hours", _) => [Of(Free(c => c is { TimeZone: null, Country: "US" } && c.AddressOn(Channel.Sms) is not null), Channel.Sms) with { At = new DateTimeOffset(2026, 3, 6, 17, 59, 0, TimeSpan.Zero) }],
            ("holdout", _) => [.. Right.Value.Customers.Where(c => c.AddressOn(Channel.Email) is not null).Take(500).Select(c => Of(c, Channel.Email))],
            ("provider health", _) => [Valid(Channel.Push) with { At = RouterWeek.DownFrom }],
            ("expiry", "late") => [Valid(Channel.Email) with { At = Valid(Channel.Email).ExpiresAt }],
            ("expiry", _) => [Valid(Channel.Email) with { At = Valid(Channel.Email).RequestedAt.AddTicks(-1) }],
            ("outcome", _) => [Of(Right.Value.Customers.First(c => c.IsDead(Channel.Email) && c.AddressOn(Channel.Email) is not null), Channel.Email)],
            ("cap of the day", _) => [.. Enumerable.Range(0, 3).Select(hour => Email(berlin, FridayNoon.AddHours(hour)))],
            ("cap of the week", _) => [.. Enumerable.Range(0, 6).Select(day => Email(berlin, FridayNoon.AddHours(day * 27)))],
            ("cap of text messages", _) => [Of(berlin, Channel.Sms), Of(berlin, Channel.Sms) with { At = FridayNoon.AddDays(3).AddTicks(-1) }],
            ("cap of a push a day", _) => [Valid(Channel.Push) with { At = Valid(Channel.Push).At.AddSeconds(1) }],
            ("suppression", _) => [Right.Value.Log.Sent.First(s => !s.Accepted) with { At = HillstromWeek.Begin.AddDays(9) }],
            ("budget", _) => [.. Enumerable.Range(0, 15).Select(_ => Of(berlin, Channel.Sms))],
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Nobody forges this."),
        };
    }

    private static HillstromCustomer Revoking => Free(c => c.RevokesEmailAt is not null && Says(c, Channel.Email));

    private static HillstromCustomer Ending => Free(c => c.Said(Purpose.Marketing, Channel.Email) is { Granted: true, IsContract: false, Until: not null });

    /// <summary>A customer to whom nothing was sent, since nobody asked, and whose e-mail address is good.</summary>
    private static HillstromCustomer Free(Func<HillstromCustomer, bool> who) =>
        Right.Value.Customers.Skip(Served).First(c => c.AddressOn(Channel.Email) is not null && !c.IsDead(Channel.Email) && who(c));

    private static bool Says(HillstromCustomer customer, Channel channel) => customer.Said(Purpose.Marketing, channel) is { Granted: true, IsContract: false, Until: null };

    private static HillstromCustomer Customer(Sent sent) => Right.Value.Customers.Single(c => c.Row.Number == sent.Customer);

    private static Sent Valid(Channel channel) => Right.Value.Log.Sent.First(s => s.Channel == channel && s.Accepted && s.Purpose != Purpose.Transactional && s.Urgency < Urgency.High);

    private static Sent Email(HillstromCustomer customer, DateTimeOffset at) => Of(customer, Channel.Email) with { At = at };

    private static Sent Of(HillstromCustomer customer, Channel channel) => new()
    {
        Customer = customer.Row.Number,
        Channel = channel,
        Address = customer.AddressOn(channel) ?? "",
        Purpose = Purpose.Marketing,
        Urgency = Urgency.Normal,
        Campaign = new CampaignId("news"),
        RequestedAt = HillstromWeek.Begin,
        ExpiresAt = HillstromWeek.Begin.AddDays(14),
        At = FridayNoon,
        Accepted = true,
    };
}
