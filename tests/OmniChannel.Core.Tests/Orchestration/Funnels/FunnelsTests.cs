using System.Text;
using OmniChannel.Tests.Funnels;

namespace OmniChannel.Tests.Orchestration.Funnels;

/// <summary>Funnels in an instance: what is read, told and decided.</summary>
public sealed class FunnelsTests
{
    [Fact]
    public async Task Read_AfterTouchpointsInAnyOrder_SaysWhereAndWhy()
    {
        await using var shop = await OpenAsync();
        await RecordAsync(shop, TouchpointType.CartLeft, -1);
        await RecordAsync(shop, TouchpointType.SiteVisited, -5);

        var trails = await shop.Runtime.Funnels.ReadAsync(Shop.Anna, Shop.Stop);

        Assert.Equal(["default", "partners"], trails.Select(trail => trail.Funnel.Value));
        Assert.Equal((Way.Cart, Shop.Noon.AddDays(-1)), (trails[0].Stage!.Value, trails[0].Since!.Value));
        Assert.Equal(["first seen", "site.visited", "cart.left"], trails[0].Moves.Select(move => move.Because));
        Assert.Null(trails[1].Stage);
        Assert.All(await shop.Runtime.Funnels.ReadAsync(new("nobody"), Shop.Stop), trail => Assert.Null(trail.Stage));
    }

    [Fact]
    public async Task NothingHappens_IsToldOnceAtItsTime()
    {
        await using var shop = await OpenAsync();
        await RecordAsync(shop, TouchpointType.CartLeft, -1);
        shop.Clock.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        await shop.DispatchAsync();
        Assert.DoesNotContain("stage.", await shop.TypesAsync(), StringComparison.Ordinal);
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        await shop.DispatchAsync();
        await shop.DispatchAsync();

        var told = Assert.Single(await shop.TimelineAsync(), entry => entry.Type == "stage.back");
        Assert.Equal(Shop.Noon.AddDays(2), told.At);
        Assert.Equal("In the funnel default back from cart to looking: 3 days without cart.left, site.visited.", told.Summary);
        Assert.Null(await shop.Store.NextDueAsync(TenantId.Default, Shop.Stop));
    }

    [Fact]
    public async Task ItHappensInTime_NothingIsTold()
    {
        await using var shop = await OpenAsync();
        await RecordAsync(shop, TouchpointType.CartLeft, -1);
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await RecordAsync(shop, TouchpointType.Purchased, 1);
        shop.Clock.Advance(TimeSpan.FromDays(20));
        await shop.DispatchAsync();

        Assert.DoesNotContain("stage.", await shop.TypesAsync(), StringComparison.Ordinal);
        Assert.Equal(Shop.Noon.AddDays(31), await shop.Store.NextDueAsync(TenantId.Default, Shop.Stop));
    }

    [Fact]
    public async Task Regression_ByATouchpoint_IsInTheTimelineAndTheLog()
    {
        await using var shop = await OpenAsync();
        await RecordAsync(shop, TouchpointType.Purchased, -40);
        await RecordAsync(shop, TouchpointType.SiteVisited, -1);

        Assert.Equal("In the funnel default back from lapsed to looking: came back.", Assert.Single(await shop.TimelineAsync(), entry => entry.Type == "stage.back").Summary);
    }

    [Fact]
    public async Task Decide_RolesAndFactsOfStages_Count()
    {
        var policy = Policy.Named("stages").Terms(ScoreTerm.Stage).Score(Channel.Email, 500, Way.Partners.StageFact == "lead", "partners read mail").OtherwiseBest();
        await using var shop = await OpenAsync(setup => setup.Policy = policy);
        await RecordAsync(shop, TouchpointType.CartLeft, -1);
        await RecordAsync(shop, TouchpointType.LeadCaptured, -1);

        var decision = await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop);
        var loaded = await shop.Runtime.LoadAsync(Shop.Reminder, Shop.Anna, Shop.Stop);

        var mail = decision[Channel.Email]!;
        Assert.Equal([("stage", 70), ("rule", 500)], mail.Parts.Select(part => (part.Term.ToString().ToLowerInvariant(), part.Points)));
        Assert.Equal(decision[Channel.Email]!.Score, loaded.Decide(Shop.Message)[Channel.Email]!.Score);

        // Nobody touches anything: three days after the cart was left the role is that of another stage, in memory too.
        shop.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(500 - 30, (await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop))[Channel.Email]!.Score);
        Assert.Equal(500 - 30, loaded.Decide(Shop.Message)[Channel.Email]!.Score);
    }

    [Fact]
    public async Task Report_OverAllCustomers_CountsPeopleOnce()
    {
        await using var shop = await OpenAsync();
        await RecordAsync(shop, TouchpointType.CartLeft, -1);
        for (var i = 0; i < 700; i++)
        {
            await shop.Runtime.RecordAsync(Touch($"c{i:000}", i % 2 == 0 ? TouchpointType.SiteVisited : TouchpointType.Purchased, -2) with { Channel = i % 3 == 0 ? Channel.SearchAds : null }, cancellationToken: Shop.Stop);
        }

        await shop.Runtime.Identities.LinkAsync(new("c001"), new("c003"), new IdentityCommand { By = "tests", Reason = "the same card" }, Shop.Stop);
        var report = await shop.Runtime.Funnels.ReportAsync(FunnelId.Default, Shop.Stop);

        Assert.Equal((700, 700), (report.Customers, report.Everybody.Customers));
        Assert.Equal([0, 350, 1, 0, 349], report.Everybody.Stages.Select(stage => stage.Here));
        Assert.Contains("There is no funnel 'defualt'; there are default, partners.", (await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.Funnels.ReportAsync(new("defualt"), Shop.Stop))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithBrokenFunnels_SaysEverythingTogether()
    {
        var setup = Shop.Setup(new OmniChannel.Testing.ManualClock(Shop.Noon));
        setup.Funnels.Add(Way.Shop with { Stages = Way.Shop.Stages.SkipLast(1).ToList() });
        setup.Funnels.Add(Way.Partners);
        setup.Funnels.Add(Way.Partners);
        setup.Policy = Policy.Named("stages").Exclude(Channel.Email, Facts.Stage == new FunnelStage("bougt"), "no").OtherwiseBest();
        await using var runtime = OmniChannelRuntime.Create(setup);

        var problems = (await Assert.ThrowsAsync<OmniChannelStartException>(async () => await runtime.StartAsync(Shop.Stop))).Problems;

        Assert.Contains(problems, problem => problem.StartsWith("Funnel 'default', transition 1 (new, looking, cart, lapsed → bought): the funnel has no stage 'bought'", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Funnel 'default', transition 7", StringComparison.Ordinal));
        Assert.Contains("Funnel 'partners': there are 2 funnels of this name; keep one.", problems);
        Assert.Contains(problems, problem => problem.Contains("OC2007", StringComparison.Ordinal) && problem.Contains("\"bougt\"", StringComparison.Ordinal));
    }

    /// <summary>Wherever a condition asks the stage: nobody would ever belong.</summary>
    [Fact]
    public async Task Start_WithSegmentsAndPersonasThatAskAnUnknownStage_SaysWhereAndWhichIsMeant()
    {
        var refused = await Assert.ThrowsAsync<OmniChannelStartException>(() => Shop.OpenAsync(setup =>
        {
            setup.Segments.Add(new Segment { Id = new("fans"), Name = "Fans", When = Facts.Stage.In(FunnelStage.Loyalty, new("advocasy")) });
            setup.Personas.Add(new Persona { Id = new("fan"), Name = "Fan", Channels = new Dictionary<Channel, int>(), When = Facts.Customer.Age > 20 & !(Facts.Stage == new FunnelStage("cart")) });
        }));

        Assert.Contains(refused.Problems, problem => problem.StartsWith("The segment fans, part 1 (", StringComparison.Ordinal) && problem.Contains("has no stage 'advocasy' (did you mean 'advocacy'?)", StringComparison.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.StartsWith("Persona 1 ('fan'), rule, part 2 (customer.stage == \"cart\"): the funnel has no stage 'cart'; it has awareness", StringComparison.Ordinal));
        Assert.Equal(2, refused.Problems.Count);
    }

    [Fact]
    public async Task Save_AProfileWithAnUnknownStage_IsRefused()
    {
        await using var shop = await OpenAsync();

        var problem = await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.SaveAsync(Shop.Profile with { Stage = new("bougt") }, Shop.Stop));

        Assert.Contains("the funnel has no stage 'bougt' (did you mean 'bought'?); it has new, looking, cart, lapsed, bought", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportThenErase_TheFunnelIsInItAndGone()
    {
        await using var shop = await OpenAsync();
        await RecordAsync(shop, TouchpointType.CartLeft, -1);
        using var export = new MemoryStream();
        await shop.Runtime.PersonalData.ExportAsync(Shop.Anna, export, Shop.Stop);
        Assert.Contains("\"cart.left\",\"tie\":", Encoding.UTF8.GetString(export.ToArray()).Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);

        await shop.Runtime.PersonalData.EraseAsync(Shop.Anna, Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromDays(9));
        await shop.DispatchAsync();

        Assert.Null((await shop.Runtime.Funnels.ReadAsync(Shop.Anna, Shop.Stop))[0].Stage);
        Assert.Empty(await shop.TimelineAsync());
    }

    private static Task<Shop> OpenAsync(Action<OmniChannelSetup>? change = null) => Shop.OpenAsync(setup =>
    {
        setup.Funnels.Add(Way.Shop with
        {
            Stages = [.. Way.Shop.Stages.Select(stage => stage.Stage == Way.Cart ? stage with { Roles = [new() { Channel = Channel.Email, Role = ChannelRole.Remind, Points = 70 }] }
                : stage.Stage == Way.Looking ? stage with { Roles = [new() { Channel = Channel.Email, Role = ChannelRole.Rest, Points = -30 }] } : stage)],
        });
        setup.Funnels.Add(Way.Partners);
        change?.Invoke(setup);
    });

    private static ValueTask<RecordResult> RecordAsync(Shop shop, TouchpointType type, int days) => shop.Runtime.RecordAsync(Touch(Shop.Anna.Value, type, days), cancellationToken: Shop.Stop);

    private static Touchpoint Touch(string customer, TouchpointType type, int days) =>
        new() { Source = "/shop", Id = FormattableString.Invariant($"{customer}/{type}/{days}"), Customer = new(customer), Type = type, At = Shop.Noon.AddDays(days), Channel = Channel.Website };
}
