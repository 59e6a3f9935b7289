namespace OmniChannel.Tests.Policies;

public sealed class PolicyBuilderTests
{
    private static readonly FrequencyCap TwoADay = new() { Max = 2, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(1) } };

    private static PolicyBuilder Shop => Policy.Named("shop");

    public static TheoryData<Action, string> Misuse => new()
    {
        { () => Policy.Named(" "), "name" },
        { () => Shop.Exclude(default(Channel), Condition.Always, "why"), "default channel" },
        { () => Shop.Exclude([Channel.Email, default], Condition.Always, "why"), "default channel" },
        { () => Shop.Require(Channel.Email, null!, "why"), "when" },
        { () => Shop.Require(Channel.Email, Condition.Always, ""), "because" },
        { () => Shop.Score(Channel.Email, 10_001, Condition.Always, "why"), "−10,000 to 10,000" },
        { () => Shop.Score(Channel.Email, 1, Condition.Always, new string('x', 501)), "at most 500 characters; found 501" },
        { () => Shop.FirstOf([], Condition.Always, "why"), "1 to 50 channels" },
        { () => Shop.FirstOf([Channel.Email, Channel.Email], Condition.Always, "why"), "each once; found 2 (email, email)" },
        { () => Shop.FirstOf([Channel.Email], Condition.Always, "why", TimeSpan.Zero), "leave it out for never" },
        { () => Shop.Cap(-1, TimeSpan.FromDays(1)), "0 closes the channels" },
        { () => Shop.Cap(1, TimeSpan.FromDays(32)), "one minute to 31 days" },
        { () => Shop.Cap(1, TimeSpan.FromSeconds(59)), "one minute to 31 days" },
        { () => Shop.Cap(new FrequencyCap { Max = 1, Window = new CapWindow.CalendarDay { TimeZone = "Europe/Berlinn" } }), "Did you mean Europe/Berlin?" },
        { () => Shop.Cap(new FrequencyCap { Max = 1, Window = new CapWindow.CalendarDay { TimeZone = "W. Europe Standard Time" } }), "Did you mean Europe/Berlin?" },
        { () => Shop.Cap(TwoADay with { Purposes = [default] }), "default purpose" },
        { () => Shop.Cap(TwoADay with { Per = (CapScope)9 }), "expected Person or ContactPoint" },
        { () => Shop.Cap(null!), "cap" },
        { () => Shop.QuietHours(new QuietHours { From = new(8, 0), Until = new(8, 0) }), "exclude the channel instead" },
        { () => Shop.QuietHours(new QuietHours { From = new(8, 0, 30), Until = new(9, 0) }), "whole minutes" },
        { () => Shop.QuietHours(new QuietHours { From = new(8, 0), Until = new(9, 0), Days = [(DayOfWeek)7] }), "days of the week" },
        { () => Shop.WaitingCosts(-1), "pointsPerHour" },
        { () => Shop.MoneyCosts(1, "euro"), "ISO 4217" },
        { () => Shop.Holdout(501), "perMille" },
    };

    [Theory]
    [MemberData(nameof(Misuse))]
    public void Misuse_OfTheBuilder_SaysWhatWasExpected(Action misuse, string expected) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(misuse).Message, StringComparison.Ordinal);

    [Fact]
    public void Named_WithNothingElse_HasTheSafeDefaults()
    {
        var policy = Shop.OtherwiseBest();

        Assert.Equal(["2 in any 24 hours", "5 in any 7 days"], policy.Caps.Select(cap => cap.ToString()));
        Assert.Equal(["21:00–08:00"], policy.Quiet.Select(hours => hours.ToString()));
        Assert.Equal(0, policy.HoldoutPerMille);
    }

    [Fact]
    public void Cap_OfOnesOwn_AddsToTheSafeOnes() => Assert.Equal(3, Shop.Cap(1, TimeSpan.FromHours(1)).OtherwiseBest().Caps.Count);

    [Fact]
    public void WithoutSafeCaps_KeepsACapThatWasStatedLikeASafeOne()
    {
        Assert.Equal([TwoADay], Shop.Cap(2, TimeSpan.FromDays(1)).WithoutSafeCaps().OtherwiseBest().Caps, Alike);
        Assert.Equal([TwoADay], Shop.WithoutSafeCaps().Cap(2, TimeSpan.FromDays(1)).OtherwiseBest().Caps, Alike);
        Assert.Empty(Shop.WithoutSafeQuietHours().OtherwiseBest().Quiet);
    }

    [Fact]
    public void Build_OfListsThatChangeLater_KeepsWhatWasStated()
    {
        var channels = new List<Channel> { Channel.Email };
        var policy = Shop.Exclude(channels, Condition.Always, "why").Cap(TwoADay with { Channels = channels }).OtherwiseBest();

        channels.Add(Channel.Sms);

        Assert.Equal([Channel.Email], policy.Rules[0].Channels);
        Assert.Equal([Channel.Email], policy.Caps[^1].Channels);
    }

    [Theory]
    [InlineData("01:00:00", "3 in any hour")]
    [InlineData("00:90:00", "3 in any 90 minutes")]
    [InlineData("1.00:00:00", "3 in any 24 hours")]
    [InlineData("1.12:00:00", "3 in any 36 hours")]
    [InlineData("30.00:00:00", "3 in any 30 days")]
    public void Cap_InWords_NamesItsWindow(string length, string expected)
    {
        var parts = length.Split(':', '.');
        var window = length.Contains('.', StringComparison.Ordinal)
            ? new TimeSpan(int.Parse(parts[0], null), int.Parse(parts[1], null), 0, 0)
            : new TimeSpan(int.Parse(parts[0], null), int.Parse(parts[1], null), 0);

        Assert.Equal(expected, new FrequencyCap { Max = 3, Window = new CapWindow.Rolling { Length = window } }.ToString());
    }

    private static bool Alike(IEnumerable<FrequencyCap> left, IEnumerable<FrequencyCap> right) => left.Select(one => one.ToString()).SequenceEqual(right.Select(one => one.ToString()));
}
