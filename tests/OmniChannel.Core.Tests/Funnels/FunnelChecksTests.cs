using static OmniChannel.Tests.Funnels.Way;

namespace OmniChannel.Tests.Funnels;

/// <summary>What is wrong with a funnel is said with its place, all together.</summary>
public sealed class FunnelChecksTests
{
    private static readonly TouchpointType[] Visit = [TouchpointType.SiteVisited];

    [Fact]
    public void Verify_OfWhatShips_FindsNothing()
    {
        Assert.Empty(Shop.Verify());
        Assert.Empty(Partners.Verify());
    }

    [Fact]
    public void Verify_UnknownStageInATransition_SaysWhereAndWhichItMeans() => Assert.Equal(
        "Funnel 'default', transition 8 (new → lookin): the funnel has no stage 'lookin' (did you mean 'looking'?); it has new, looking, cart, lapsed, bought.",
        Errors(With(new() { From = [New], To = new("lookin"), On = Visit })));

    [Fact]
    public void Verify_StageTwice_SaysWhere() => Assert.Equal(
        "Funnel 'default', stage 6 (cart): the stage stands there twice; keep one.",
        Errors(Shop with { Stages = [.. Shop.Stages, Stage(Cart)] }));

    [Fact]
    public void Verify_CircleByTimeAlone_IsRefused() => Assert.Equal(
        "Funnel 'default', stage 2 (looking): time alone leads in a circle, looking → cart → looking: nobody would ever stand still. Let one of these transitions wait for a touchpoint.",
        Errors(With(new() { From = [Looking], To = Cart, After = TimeSpan.FromDays(1) })));

    [Fact]
    public void Verify_BackUnawares_IsRefused() => Assert.Equal(
        "Funnel 'default', transition 8 (bought → new): it goes back from bought to new; say so by IsRegression = true, or order the stages otherwise.",
        Errors(With(new() { From = [Bought], To = New, On = [new("order.returned")] })));

    [Fact]
    public void Verify_RoleForAnUnknownChannel_SaysWhichItMeans() => Assert.Equal(
        "Funnel 'default', stage 1 (new): the channel 'emial' is not defined (did you mean 'email'?); add a ChannelDefinition for it, or take the role out.",
        Errors(Shop with { Stages = [Stage(New) with { Roles = [new() { Channel = new("emial"), Role = ChannelRole.Inform }] }, .. Shop.Stages.Skip(1)] }));

    [Fact]
    public void Verify_ConditionOverTheCustomer_IsRefused() => Assert.Contains(
        "transition 8 (new → cart): its condition asks customer.country, which is no fact of a touchpoint",
        Errors(With(new() { From = [New], To = Cart, On = [TouchpointType.AppOpened], When = Facts.Customer.Country == "DE" })), StringComparison.Ordinal);

    [Fact]
    public void Verify_StageThatNobodyReaches_IsAWarning()
    {
        var finding = Assert.Single((Shop with { Stages = [.. Shop.Stages, Stage(new("vip"))] }).Verify());
        Assert.True(finding.IsWarning);
        Assert.Equal("Funnel 'default', stage 6 (vip): no transition leads to it from new: nobody will stand there.", finding.ToString());
    }

    [Fact]
    public void Verify_TransitionBehindAnother_IsAWarning()
    {
        var finding = Assert.Single(With(new() { From = [New], To = Cart, On = Visit }).Verify());
        Assert.True(finding.IsWarning);
        Assert.Contains("transition 3 comes first for the same touchpoints", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_EverythingAtOnce_IsSaidTogether()
    {
        var broken = new Funnel
        {
            Id = new("broken"),
            Stages = [Stage(New), Stage(New) with { Goal = " " }, new StageDefinition { Stage = default, Goal = "x", Roles = [new() { Channel = Channel.Email, Role = default, Points = 5000 }, new() { Channel = Channel.Email, Role = ChannelRole.Close }] }],
            Transitions =
            [
                new() { From = [], To = New, On = Visit },
                new() { From = [New], To = New, On = Visit },
                new() { From = [New], To = Bought },
                new() { From = [New], To = Bought, On = [default], After = TimeSpan.FromDays(1) },
                new() { From = [New], To = Bought, On = Visit, Without = Visit },
                new() { From = [New], To = Bought, After = TimeSpan.Zero },
            ],
        };

        var all = broken.Verify();

        Assert.All(all, finding => Assert.False(finding.IsWarning));
        Assert.Equal(
            ["stage 2 (new)", "stage 3 ()", "transition 1 ( → new)", "transition 2 (new → new)", "transition 3 (new → bought)", "transition 4 (new → bought)", "transition 5 (new → bought)", "transition 6 (new → bought)"],
            all.Select(finding => finding.Place).Distinct());
        Assert.Equal(16, all.Count);
    }

    [Fact]
    public void Id_ThatIsNoName_IsRefused()
    {
        Assert.All(["", "Partners", "b2b-leads", "2b", new string('a', 51)], name => Assert.Contains("cannot name a funnel", Assert.Throws<ArgumentException>(() => new FunnelId(name)).Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("touchpoint.data.query.contains('x'", "At")]
    [InlineData("touchpoint.colour == 'red'", "colour")]
    [InlineData("touchpoint.data.query + 1 == 'x'", "At")]
    public void Parse_OfWhatIsNoCondition_SaysWhere(string text, string part) => Assert.Contains(part, Assert.Throws<ArgumentException>(() => Facts.Touchpoint.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void ToMermaid_DrawsEveryStageAndTransition()
    {
        var drawing = Shop.ToMermaid();

        Assert.StartsWith("stateDiagram-v2\n    s1: new\n    note right of s1 : Be in new.\n", drawing, StringComparison.Ordinal);
        Assert.Contains("    [*] --> s1\n", drawing, StringComparison.Ordinal);
        Assert.Contains("    s3 --> s2: back, 3 days without cart.left, site.visited\n", drawing, StringComparison.Ordinal);
        Assert.Contains("    s4 --> s2: back, came back\n", drawing, StringComparison.Ordinal);
        Assert.Equal(drawing, Shop.ToMermaid());
        Assert.Equal(Shop.Transitions.Sum(one => one.From.Count) + 1, drawing.Split("-->").Length - 1);
    }

    private static Funnel With(StageTransition transition) => Shop with { Transitions = [.. Shop.Transitions, transition] };

    private static string Errors(Funnel funnel) => string.Join('\n', funnel.Verify().Where(finding => !finding.IsWarning));
}
