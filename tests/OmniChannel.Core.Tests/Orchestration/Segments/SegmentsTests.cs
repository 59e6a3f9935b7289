using System.Text;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration.Segments;

public sealed class SegmentsTests
{
    private static readonly CustomerId Visitor = new("visitor");
    private static readonly IdentityCommand Agent = new() { By = "agent-7", Reason = "they called" };

    [Fact]
    public async Task Record_WhatConcernsASegment_WritesTheEntryWithItsCause()
    {
        await using var shop = await SegmentShop.OpenAsync();
        await shop.DoAsync(Shop.Anna, TouchpointType.Purchased, Money.Of(30, "EUR"));

        Assert.Equal("touchpoint/purchase.completed segment.entered", await shop.TypesAsync());
        Assert.Equal("Entered the segment 'buyers'.", (await shop.TimelineAsync())[^1].Summary);
        var buyers = Assert.Single(await shop.Runtime.Segments.OfAsync(Shop.Anna, Shop.Stop));
        Assert.Equal((SegmentShop.Buyers, Shop.Noon), (buyers.Segment, buyers.Since));
    }

    /// <summary>What a survey's answer states is known to segments as it is to policies and personas; what the host states outranks it.</summary>
    [Fact]
    public async Task Answer_ThatStatesAFact_EntersTheSegmentThatAsksIt()
    {
        var often = Facts.Custom.Text("often", "How often they run.");
        var survey = new Survey
        {
            Id = new("shoes"),
            Title = "One question",
            Questions = [SurveyQuestion.SingleChoice("often", "How often do you run?", SurveyOption.Of("never", "Never"), SurveyOption.Of("daily", "Every day")) with { Fact = often }],
        };
        var runners = new Segment { Id = new("runners"), Name = "Runs every day", When = often == "daily" };
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Surveys.Add(survey);
            setup.Segments.Add(runners);
        });
        var reply = new SurveyReply { Customer = Shop.Anna, At = shop.Clock.GetUtcNow(), Source = "/sms" };
        await shop.DoAsync(Shop.Anna, TouchpointType.SiteVisited);
        Assert.Equal("", await shop.MovesAsync());

        await shop.Runtime.Surveys.AnswerAsync(survey.Id, "often", "2", reply, Shop.Stop);

        Assert.Equal(("+runners", "runners"), (await shop.MovesAsync(), await shop.OfAsync()));
        Assert.Equal(Shop.Anna, Assert.Single(shop.Runtime.Segments.All.Select(runners.Id, await shop.Runtime.Segments.LoadAsync(cancellationToken: Shop.Stop)).Customers));

        await shop.Runtime.SaveAsync(Shop.Profile with { Attributes = FactSet.Empty.With(often, "never") }, Shop.Stop);
        Assert.Equal(("+runners -runners", ""), (await shop.MovesAsync(), await shop.OfAsync()));
    }

    /// <summary>A persona that the answer makes likely is asked by the segment.</summary>
    [Fact]
    public async Task Answer_ThatIsEvidence_EntersTheSegmentOfThePersona()
    {
        var survey = new Survey { Id = new("shoes"), Title = "One question", Questions = [SurveyQuestion.YesNo("runs", "Do you run?")] };
        var runner = new Persona { Id = new("runner"), Name = "Runner", Channels = new Dictionary<Channel, int>(), Evidence = [PersonaEvidence.Of(survey.Id, "runs", "yes", 900)] };
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Surveys.Add(survey);
            setup.Personas.Add(runner);
            setup.Segments.Add(new() { Id = new("runners"), Name = "Likely a runner", When = Facts.Persona == runner.Id });
        });

        await shop.Runtime.Surveys.AnswerAsync(survey.Id, "runs", "yes", new SurveyReply { Customer = Shop.Anna, At = shop.Clock.GetUtcNow(), Source = "/sms" }, Shop.Stop);

        Assert.Equal(("+runners", "runners"), (await shop.MovesAsync(), await shop.OfAsync()));
    }

    [Fact]
    public async Task Record_WhereTheUnitDoesNotCommit_LeavesNoEntry()
    {
        var dies = false;
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Segments.Add(SegmentShop.All[0]);
            setup.OnFailpoint = place => _ = dies && place == Failpoints.RecordBeforeCommit ? throw new InvalidOperationException("dies") : 0;
        });
        dies = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.DoAsync(Shop.Anna, TouchpointType.Purchased, Money.Of(30, "EUR")).AsTask());
        dies = false;

        Assert.Equal("", await shop.MovesAsync());
        Assert.Equal("", await shop.StoredAsync(Shop.Anna));
    }

    [Fact]
    public async Task Record_WhatConcernsNoSegment_TouchesNoMembership()
    {
        await using var shop = await SegmentShop.OpenAsync(SegmentShop.All[0]);
        await shop.DoAsync(Shop.Anna, TouchpointType.SiteVisited);
        Assert.Null(await shop.Store.ReadStateAsync(TenantId.Default, PartitionKey.Of(Shop.Anna), SegmentBook.RowKey, Shop.Stop));
        Assert.Null(await shop.Store.NextDueAsync(TenantId.Default, Shop.Stop));
    }

    /// <summary>No touchpoint comes, and the hours pass: the schedule knows the instants at which a comparison turns.</summary>
    [Fact]
    public async Task Time_PassesThresholds_EntersAndLeavesAtTheInstant()
    {
        await using var shop = await SegmentShop.OpenAsync();
        await shop.DoAsync(Shop.Anna, TouchpointType.CartLeft, Money.Of(59, "EUR"));
        Assert.Equal("", await shop.MovesAsync());
        Assert.Equal(Shop.Noon.AddHours(2), await shop.Store.NextDueAsync(TenantId.Default, Shop.Stop));

        foreach (var (wait, moves) in new[] { (TimeSpan.FromHours(2), "+leftACart +worthACall"), (TimeSpan.FromHours(46), "+leftACart +worthACall -leftACart -worthACall"), (TimeSpan.FromDays(5), "+leftACart +worthACall -leftACart -worthACall +gone") })
        {
            shop.Clock.Advance(wait - TimeSpan.FromTicks(1));
            await shop.DispatchAsync();
            Assert.DoesNotContain(moves, await shop.MovesAsync(), StringComparison.Ordinal);
            shop.Clock.Advance(TimeSpan.FromTicks(1));
            await shop.DispatchAsync();
            Assert.Equal(moves, await shop.MovesAsync());
            Assert.Equal(await shop.OfAsync(), await shop.StoredAsync(Shop.Anna));
        }
    }

    [Fact]
    public async Task Link_OfTwoCustomers_IsOnePerson_AndTakenApartEachIsItsOwn()
    {
        await using var shop = await SegmentShop.OpenAsync();
        await shop.DoAsync(Visitor, TouchpointType.CartLeft, Money.Of(59, "EUR"));
        shop.Clock.Advance(TimeSpan.FromHours(3));
        await shop.DispatchAsync();
        Assert.Equal("leftACart", await shop.OfAsync(Visitor));
        Assert.Equal("", await shop.OfAsync());

        await shop.Runtime.Identities.LinkAsync(Visitor, Shop.Anna, Agent, Shop.Stop);
        await shop.DispatchAsync();
        Assert.Equal("leftACart worthACall", await shop.OfAsync());
        Assert.Equal("+leftACart +worthACall", await shop.MovesAsync());
        Assert.Equal("", await shop.StoredAsync(Visitor));

        await shop.DoAsync(Visitor, TouchpointType.Purchased, Money.Of(59, "EUR"));
        Assert.Equal("buyers", await shop.OfAsync());
        Assert.Equal("buyers", await shop.StoredAsync(Shop.Anna));

        await shop.Runtime.Identities.UnlinkAsync(Visitor, Agent, Shop.Stop);
        await shop.DispatchAsync();
        Assert.Equal(("buyers", ""), (await shop.OfAsync(Visitor), await shop.OfAsync()));
        Assert.Equal(("buyers", ""), (await shop.StoredAsync(Visitor), await shop.StoredAsync(Shop.Anna)));
    }

    [Fact]
    public async Task Explain_Customer_SaysEveryPart()
    {
        await using var shop = await SegmentShop.OpenAsync();
        await shop.DoAsync(Shop.Anna, TouchpointType.CartLeft, Money.Of(59, "EUR"));
        var why = await shop.Runtime.Segments.ExplainAsync(Shop.Anna, SegmentShop.Calls, Shop.Stop);
        Assert.False(why.IsMember);
        Assert.Equal(
            """
            anna does not belong to 'Worth a call':
              all of: false
                segment.leftACart: false
                  all of: false
                    cart.total >= money("20.00 EUR"): true (cart.total is money("59.00 EUR"))
                    cart.hoursSinceLeft >= 2: false (cart.hoursSinceLeft is 0)
                    cart.hoursSinceLeft < 48: true (cart.hoursSinceLeft is 0)
                not: true
                  segment.buyers: false
                    customer.bought: false (customer.bought is false)
                customer.country == "DE": true (customer.country is "DE")
            """.ReplaceLineEndings("\n"), why.ToString());
        Assert.Contains("worthACall", (await Assert.ThrowsAsync<ArgumentException>(() => shop.Runtime.Segments.ExplainAsync(Shop.Anna, new SegmentId("worthACal"), Shop.Stop).AsTask())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_AllCustomers_SelectsWhatEachIsIn()
    {
        await using var shop = await CrowdAsync(60);
        var table = await shop.Runtime.Segments.LoadAsync(cancellationToken: Shop.Stop);
        Assert.Equal(61, table.Count);
        foreach (var segment in SegmentShop.All)
        {
            var selected = shop.Runtime.Segments.All.Select(segment.Id, table);
            for (var row = 0; row < table.Count; row++)
            {
                Assert.Equal((table[row], segment.Id, (await shop.OfAsync(table[row])).Split(' ').Contains(segment.Id.Name)), (table[row], segment.Id, selected.Contains(row)));
            }
        }

        await Assert.ThrowsAsync<ArgumentException>(() => shop.Runtime.Segments.LoadAsync([Facts.Purpose], Shop.Stop).AsTask());
    }

    [Fact]
    public async Task Estimate_FromASample_NamesItsSizeAndHoldsTheTruth()
    {
        await using var shop = await CrowdAsync(400);
        var exact = await shop.Runtime.Segments.EstimateAsync(Facts.InSegment(SegmentShop.Buyers), null, Shop.Stop);
        Assert.Equal((true, 401L, 134L), (exact.IsExact, exact.Population, exact.Size));

        var guess = await shop.Runtime.Segments.EstimateAsync(Facts.InSegment(SegmentShop.Buyers), new SegmentSample { Size = 100 }, Shop.Stop);
        Assert.Equal((false, 100L, 401L), (guess.IsExact, guess.Sampled, guess.Population));
        Assert.InRange(134, guess.Low, guess.High);
        Assert.Contains("from a sample of 100", guess.ToString(), StringComparison.Ordinal);
        Assert.Equal(guess, await shop.Runtime.Segments.EstimateAsync(Facts.InSegment(SegmentShop.Buyers), new SegmentSample { Size = 100 }, Shop.Stop));
        Assert.NotEqual(guess, await shop.Runtime.Segments.EstimateAsync(Facts.InSegment(SegmentShop.Buyers), new SegmentSample { Size = 100, Seed = 2 }, Shop.Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => shop.Runtime.Segments.EstimateAsync(Condition.Always, new SegmentSample { Size = 9 }, Shop.Stop).AsTask());
    }

    [Fact]
    public async Task Freeze_Segment_StaysAsItWas_AndIsErasedWithTheCustomer()
    {
        await using var shop = await CrowdAsync(600);
        var spring = new FrozenSegmentId("spring");
        var frozen = await shop.Runtime.Segments.FreezeAsync(SegmentShop.Buyers, spring, Shop.Stop);
        Assert.Equal((200L, true, "segment.buyers"), (frozen.Count, frozen.IsComplete, frozen.When));
        Assert.Equal(64, frozen.Hash.Length);

        await shop.DoAsync(Shop.Anna, TouchpointType.Purchased, Money.Of(30, "EUR"));
        Assert.Equal(frozen, await shop.Runtime.Segments.FreezeAsync(SegmentShop.Buyers, spring, Shop.Stop));
        Assert.Equal(frozen, await shop.Runtime.Segments.FindFrozenAsync(spring, Shop.Stop));
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Runtime.Segments.FreezeAsync(SegmentShop.Gone, spring, Shop.Stop).AsTask());

        var audience = new Audience { Name = "Spring", When = Facts.InFrozen(spring) };
        var listed = await shop.Runtime.Audiences.ReadAsync(audience, null, Shop.Stop).ToListAsync(Shop.Stop);
        Assert.Equal(200, listed.Count);
        Assert.DoesNotContain(Shop.Anna, listed);

        var export = new MemoryStream();
        await shop.Runtime.PersonalData.ExportAsync(listed[0], export, Shop.Stop);
        var text = Encoding.UTF8.GetString(export.ToArray());
        Assert.Contains("\"frozen.spring\"", text, StringComparison.Ordinal);
        Assert.Contains("\"segments\"", text, StringComparison.Ordinal);
        Assert.Contains("segment.entered", text, StringComparison.Ordinal);
        await shop.Runtime.PersonalData.EraseAsync(listed[0], Shop.Stop);
        Assert.Equal(199, (await shop.Runtime.Audiences.ReadAsync(audience, null, Shop.Stop).ToListAsync(Shop.Stop)).Count);
        Assert.Equal("", await shop.OfAsync(listed[0]));
        Assert.Null(await shop.Store.ReadStateAsync(TenantId.Default, PartitionKey.Of(listed[0]), "frozen.spring", Shop.Stop));

        Assert.True(await shop.Runtime.Segments.DeleteFrozenAsync(spring, Shop.Stop));
        Assert.False(await shop.Runtime.Segments.DeleteFrozenAsync(spring, Shop.Stop));
        Assert.Empty(await shop.Runtime.Audiences.ReadAsync(audience, null, Shop.Stop).ToListAsync(Shop.Stop));
    }

    [Fact]
    public async Task Freeze_TheSameCustomersElsewhere_GivesTheSameHash()
    {
        await using var one = await CrowdAsync(30);
        await using var other = await CrowdAsync(30);
        await other.DoAsync(Shop.Anna, TouchpointType.SiteVisited);
        var name = new FrozenSegmentId("f");
        var (first, second) = (await one.Runtime.Segments.FreezeAsync(SegmentShop.Buyers, name, Shop.Stop), await other.Runtime.Segments.FreezeAsync(SegmentShop.Buyers, name, Shop.Stop));
        Assert.Equal(first.Hash, second.Hash);
        await other.DoAsync(Shop.Anna, TouchpointType.Purchased, Money.Of(1, "EUR"));
        Assert.NotEqual(first.Hash, (await other.Runtime.Segments.FreezeAsync(SegmentShop.Buyers, new FrozenSegmentId("g"), Shop.Stop)).Hash);
    }

    [Fact]
    public async Task Refresh_AfterTheDefinitionsChanged_WritesWhatNoChangeToldOf()
    {
        await using var shop = await CrowdAsync(9);
        await using var runtime = await shop.ReopenAsync(SegmentShop.All[0] with { When = !Facts.Customer.HasBought }, new Segment { Id = new("away"), Name = "Away for a day", When = Facts.Customer.HoursSinceTouch >= 24 });
        var refresh = await runtime.Segments.RefreshAsync(Shop.Stop);
        Assert.Equal((10L, 7L, 5L), (refresh.Looked, refresh.Entered, refresh.Left));
        Assert.Equal("+buyers", await shop.MovesAsync());
        Assert.Equal("+buyers -buyers", await shop.MovesAsync(new("c0")));

        var again = await runtime.Segments.RefreshAsync(Shop.Stop);
        Assert.Equal((0L, 0L), (again.Entered, again.Left));
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await runtime.DispatchDueAsync(Shop.Stop);
        Assert.Equal("+buyers -buyers +away", await shop.MovesAsync(new("c0")));
    }

    [Fact]
    public async Task Start_WithSegmentsInACircle_SaysThePath()
    {
        var refused = await Assert.ThrowsAsync<OmniChannelStartException>(() => SegmentShop.OpenAsync(
            new Segment { Id = new("a"), Name = "A", When = Facts.InSegment(new("b")) }, new Segment { Id = new("b"), Name = "B", When = Facts.InSegment(new("a")) }));
        Assert.Contains(refused.Problems, problem => problem.Contains("a → b → a", StringComparison.Ordinal));
    }

    /// <summary>Every third bought; every second of the others left a cart.</summary>
    private static async Task<Shop> CrowdAsync(int count)
    {
        var shop = await SegmentShop.OpenAsync();
        for (var i = 0; i < count; i++)
        {
            await shop.DoAsync(new CustomerId($"c{i}"), i % 3 == 0 ? TouchpointType.Purchased : i % 3 == 1 ? TouchpointType.CartLeft : TouchpointType.SiteVisited, Money.Of(50, "EUR"), TimeSpan.FromHours(i % 2 * 3));
        }

        return shop;
    }
}
