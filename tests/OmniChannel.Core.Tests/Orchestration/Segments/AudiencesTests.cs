namespace OmniChannel.Tests.Orchestration.Segments;

public sealed class AudiencesTests
{
    private static readonly Audience Buyers = new() { Name = "Buyers in Germany", When = Facts.InSegment(SegmentShop.Buyers) & Facts.Customer.Country == "DE" & Facts.Stage == FunnelStage.Loyalty };

    [Fact]
    public async Task Read_PageByPage_IsTheWholeInItsOrder()
    {
        await using var shop = await CrowdAsync(1_100);
        var whole = await shop.Runtime.Audiences.ReadAsync(Buyers, null, Shop.Stop).ToListAsync(Shop.Stop);
        Assert.Equal(550, whole.Count);
        Assert.Equal(whole.OrderBy(one => one.Value, StringComparer.Ordinal), whole);

        foreach (var limit in new[] { 1, 7, 10_000 })
        {
            var (pages, looked, after) = (new List<CustomerId>(), 0, (CustomerId?)null);
            do
            {
                var page = await shop.Runtime.Audiences.ReadPageAsync(Buyers, after, limit, Shop.Stop);
                Assert.InRange(page.Customers.Count, 0, limit);
                pages.AddRange(page.Customers);
                (looked, after) = (looked + page.Looked, page.Next);
            }
            while (after is not null);
            Assert.Equal(whole, pages);
            Assert.Equal(1_101, looked);
            if (limit == 1)
            {
                break; // a thousand and one looks are enough of these
            }
        }

        Assert.Equal(whole.Skip(200), await shop.Runtime.Audiences.ReadAsync(Buyers, whole[199], Shop.Stop).ToListAsync(Shop.Stop));
    }

    [Fact]
    public async Task Read_Marketing_LeavesTheHoldoutOut()
    {
        await using var shop = await CrowdAsync(300, Policy.Named("held").Holdout(200).OtherwiseBest());
        var all = await shop.Runtime.Audiences.ReadAsync(Buyers with { Purpose = Purpose.Service }, null, Shop.Stop).ToListAsync(Shop.Stop);
        var page = await shop.Runtime.Audiences.ReadPageAsync(Buyers, null, 1_000, Shop.Stop);
        Assert.Equal(150, all.Count);
        Assert.Equal(150, page.Customers.Count + page.HeldOut);
        Assert.InRange(page.HeldOut, 15, 45);
        Assert.All(all.Except(page.Customers), held => Assert.True(Holdout.Holds(held, Purpose.Marketing, Policy.Named("held").Holdout(200).OtherwiseBest())));
    }

    [Fact]
    public async Task Send_ToAnAudience_QueuesEachOnce_AndSaysWhyNotTheOthers()
    {
        await using var shop = await CrowdAsync(40, Policy.Named("held").Holdout(200).OtherwiseBest());
        var everybody = new Audience { Name = "Everybody", When = Condition.Always };
        var first = await shop.Runtime.Audiences.SendAsync(everybody, Shop.Message, null, Shop.Stop);
        Assert.Equal(41, first.Looked);
        Assert.Equal(41, first.HeldOut + first.Queued + first.Skipped.Values.Sum());
        Assert.True(first.Queued > 10 && first.HeldOut > 0);
        Assert.Equal(["nothing.no-channel"], first.Skipped.Keys);

        var second = await shop.Runtime.Audiences.SendAsync(everybody, Shop.Message, null, Shop.Stop);
        Assert.Equal((0L, first.Queued, first.HeldOut), (second.Queued, second.Repeated, second.HeldOut));
        await shop.DispatchAsync();
        Assert.Equal(first.Queued, shop.Mail.Given.Count);

        var other = await shop.Runtime.Audiences.SendAsync(everybody, Shop.Message with { Data = new Dictionary<string, string> { ["cart.total"] = "1" } }, null, Shop.Stop);
        Assert.Equal(first.Queued, other.Refused[RefusedKind.KeyReused]);
        Assert.Contains("refused", other.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_InterruptedAndRunAgain_QueuesEachOnce()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Shop.Stop);
        var sent = 0;
        await using var shop = await CrowdAsync(40, onFailpoint: place =>
        {
            if (place == Failpoints.SendAfterCommit && Interlocked.Increment(ref sent) == 17)
            {
                stop.Cancel();
            }
        });
        var everybody = new Audience { Name = "Everybody", When = Condition.Always };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shop.Runtime.Audiences.SendAsync(everybody, Shop.Message, null, stop.Token).AsTask());
        var whole = await shop.Runtime.Audiences.SendAsync(everybody, Shop.Message, null, Shop.Stop);
        await shop.DispatchAsync();
        Assert.InRange(whole.Repeated, 17, 39); // as many more as were under way
        Assert.Equal(whole.Queued + whole.Repeated, shop.Mail.Given.Count);
        Assert.Equal(shop.Mail.Given.Count, shop.Mail.Given.Select(call => call.Address).Distinct().Count());
    }

    [Fact]
    public async Task Send_LinkedCustomers_OnceToThePerson()
    {
        await using var shop = await CrowdAsync(4);
        await shop.Runtime.Identities.LinkAsync(new("c1"), Shop.Anna, new IdentityCommand { By = "agent", Reason = "test" }, Shop.Stop);
        Assert.Equal(["anna", "c0", "c2", "c3"], await shop.Runtime.Audiences.ReadAsync(new Audience { Name = "All", When = Condition.Always }, null, Shop.Stop).Select(one => one.Value).ToListAsync(Shop.Stop));
    }

    [Fact]
    public async Task Read_BadAudience_IsRefusedAtOnce()
    {
        await using var shop = await CrowdAsync(1);
        Assert.Contains("message.purpose", Assert.Throws<ArgumentException>(() => { shop.Runtime.Audiences.ReadAsync(new Audience { Name = "A", When = Facts.Purpose == Purpose.Marketing }, null, Shop.Stop); }).Message, StringComparison.Ordinal);
        Assert.Contains("buyers", Assert.Throws<ArgumentException>(() => { shop.Runtime.Audiences.ReadAsync(new Audience { Name = "A", When = Facts.InSegment(new SegmentId("buyrs")) }, null, Shop.Stop); }).Message, StringComparison.Ordinal);
        var unknown = Facts.Customer.Country == "DE" & Facts.Stage == new FunnelStage("loyality");
        const string Meant = "The condition, part 2 (customer.stage == \"loyality\"): the funnel has no stage 'loyality' (did you mean 'loyalty'?); it has awareness, consideration, conversion, loyalty, advocacy.";
        Assert.Contains(Meant, Assert.Throws<ArgumentException>(() => { shop.Runtime.Audiences.ReadAsync(new Audience { Name = "A", When = unknown }, null, Shop.Stop); }).Message, StringComparison.Ordinal);
        Assert.Contains(Meant, (await Assert.ThrowsAsync<ArgumentException>(() => shop.Runtime.Segments.EstimateAsync(unknown, null, Shop.Stop).AsTask())).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => shop.Runtime.Audiences.SendAsync(Buyers with { Purpose = Purpose.Service }, Shop.Message, null, Shop.Stop).AsTask());
    }

    [Fact]
    public async Task Explain_Audience_SaysEveryPart()
    {
        await using var shop = await CrowdAsync(1);
        var why = await shop.Runtime.Audiences.ExplainAsync(Buyers, Shop.Anna, Shop.Stop);
        Assert.False(why.IsMember);
        Assert.Contains("segment.buyers: false", why.ToString(), StringComparison.Ordinal);
        Assert.Contains("customer.country == \"DE\": true", why.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Every second bought, and is loyal; every fifth cannot be reached.</summary>
    private static async Task<Shop> CrowdAsync(int count, Policy? policy = null, Action<string>? onFailpoint = null)
    {
        var shop = await Shop.OpenAsync(setup =>
        {
            setup.Segments.Add(SegmentShop.All[0]);
            setup.Policy = policy ?? setup.Policy;
            setup.OnFailpoint = onFailpoint;
        });
        for (var i = 0; i < count; i++)
        {
            var customer = new CustomerId($"c{i}");
            await shop.Runtime.SaveAsync(Shop.Profile with { Id = customer, ContactPoints = i % 5 == 0 ? [] : [ContactPoint.Email($"c{i}@example.com")] }, Shop.Stop);
            if (i % 2 == 0)
            {
                await shop.DoAsync(customer, TouchpointType.Purchased, Money.Of(30, "EUR"));
            }
        }

        return shop;
    }
}
