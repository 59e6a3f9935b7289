using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

/// <summary>Several messages for one person within a window become one. Nothing is sent twice or vanishes, however often a step is repeated.</summary>
public sealed class DigestTests
{
    private static readonly Digest Hourly = new()
    {
        Window = TimeSpan.FromHours(1),
        Variants =
        [
            new Variant { Channel = Channel.Email, Subject = "{{items.count}} things", Text = "News:{{#each items}}\n- {{item.what}}{{/each}}\nBye, {{customer.name}}.", Html = "<ul>{{#each items}}<li>{{item.what}}</li>{{/each}}</ul>" },
            new Variant { Channel = Channel.Sms, Text = "{{#each items}}{{item.what}} {{/each}}" },
        ],
    };

    public static TheoryData<string> Points => [.. Failpoints.All.Where(name => name != Failpoints.RecordBeforeCommit)];

    [Fact]
    public async Task Send_TwoWithinTheWindow_BecomeOneAtItsEnd()
    {
        await using var shop = await OpenAsync();
        var first = await CollectAsync(shop, "a & b");
        shop.Clock.Advance(TimeSpan.FromMinutes(30));
        var second = await CollectAsync(shop, "c");

        Assert.Equal((first.Delivery, Shop.Noon.AddHours(1)), (second.Delivery, second.Until));
        Assert.Equal(0, await shop.DispatchAsync());
        shop.Clock.Advance(TimeSpan.FromMinutes(30));
        await shop.DispatchAsync();

        var sent = Assert.Single(shop.Mail.Given).Content;
        Assert.Equal(("2 things", "News:\n- a & b\n- c\nBye, Anna Secretname.", "<ul><li>a &amp; b</li><li>c</li></ul>"), (sent.Subject, sent.Text, sent.Html));
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(first.Delivery)).Status);
        Assert.Contains("message.collected", await shop.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_OneAlone_IsSentAsItself()
    {
        await using var shop = await OpenAsync();
        await CollectAsync(shop, "a");

        await WaitAsync(shop);

        Assert.Equal("Only a.", Assert.Single(shop.Mail.Given).Content.Text);
    }

    [Fact]
    public async Task Send_OfAnotherKeyPurposeOrAfterItWasBegun_IsCollectedApart()
    {
        await using var shop = await OpenAsync();
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Grant(Purpose.Service, Channel.Email, Shop.Noon, "form"), cancellationToken: Shop.Stop);
        var names = new HashSet<DeliveryId> { (await CollectAsync(shop, "a")).Delivery, (await CollectAsync(shop, "b", key: "thread-1")).Delivery };
        names.Add(Assert.IsType<SendResult.Deferred>(await shop.SendAsync(Item("c") with { Purpose = Purpose.Service })).Delivery);
        await WaitAsync(shop);
        names.Add(Assert.IsType<SendResult.Deferred>(await shop.SendAsync(Item("d") with { Purpose = Purpose.Service })).Delivery);

        Assert.Equal(4, names.Count);
    }

    [Fact]
    public async Task Send_TheLastThatFits_GoesAtOnceAndTheNextBeginsAnother()
    {
        await using var shop = await OpenAsync(Hourly with { Max = 2 });
        var first = await CollectAsync(shop, "a");
        var second = await CollectAsync(shop, "b");
        Assert.Equal((first.Delivery, Shop.Noon), (second.Delivery, second.Until));

        Assert.NotEqual(first.Delivery, (await CollectAsync(shop, "c")).Delivery);
        await shop.DispatchAsync();

        Assert.Equal("2 things", Assert.Single(shop.Mail.Given).Content.Subject);
    }

    [Theory]
    [InlineData("2026-06-15T10:00:00Z", "2026-06-15T16:00:00Z")] // 12:00 in Berlin: at 18:00
    [InlineData("2026-06-15T16:00:00Z", "2026-06-16T06:00:00Z")] // 18:00 sharp: at 8:00 tomorrow
    [InlineData("2026-03-28T20:00:00Z", "2026-03-29T06:00:00Z")] // over the change of clocks
    public async Task Send_AtFixedTimes_WaitsForTheNextWhereTheCustomerIs(string now, string expected)
    {
        await using var shop = await OpenAsync(Hourly with { Window = null, At = [new(18, 0), new(8, 0)] });

        Assert.Equal(DateTimeOffset.Parse(expected, null), DigestTimes.DueOf(new Digest { At = [new(18, 0), new(8, 0)], Variants = [] }, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), DateTimeOffset.Parse(now, null)));
        Assert.Equal(Shop.Noon.AddHours(6), (await CollectAsync(shop, "a")).Until);
    }

    [Theory]
    [InlineData("Asia/Tokyo", "DE", "Asia/Tokyo")]
    [InlineData(null, "JP", "Asia/Tokyo")]
    [InlineData(null, "ES", "Atlantic/Canary")] // an hour after Madrid: nobody gets it before its time
    [InlineData(null, null, "Europe/Berlin")]
    public async Task Send_AtAFixedTime_KnowsWhereTheCustomerIsByZoneElseCountryElseHost(string? zone, string? country, string expected)
    {
        await using var shop = await OpenAsync(Hourly with { Window = null, At = [new(18, 0)] });
        await shop.Runtime.SaveAsync(Shop.Profile with { TimeZone = zone, Country = country }, Shop.Stop);

        var due = (await CollectAsync(shop, "a")).Until;

        Assert.Equal(new TimeSpan(18, 0, 0), TimeZoneInfo.ConvertTime(due, TimeZoneInfo.FindSystemTimeZoneById(expected)).TimeOfDay);
    }

    [Fact]
    public async Task Dispatch_OfWhatMakesNoSenseAnyMore_LeavesItOut()
    {
        await using var shop = await OpenAsync();
        var (shirt, berlin) = (new StockItem("shirt"), new StockPlace("berlin"));
        await shop.Runtime.Inventory.ReceiveAsync(shirt, berlin, 1, "in", cancellationToken: Shop.Stop);
        await CollectAsync(shop, Item("sold") with { About = new() { Items = [shirt] } });
        await CollectAsync(shop, Item("over") with { About = new() { OfferEnds = Shop.Noon.AddMinutes(70) } });
        await CollectAsync(shop, Item("late") with { ExpiresAt = Shop.Noon.AddMinutes(80) });
        await CollectAsync(shop, "stays");
        var taken = await CollectAsync(shop, "taken back");
        await shop.Runtime.Inventory.SellAsync(new StockRequest { Item = shirt, Reservation = new("till"), Quantity = 1 }, cancellationToken: Shop.Stop);

        Assert.True(await shop.Runtime.Digests.RemoveAsync(taken.Delivery, taken.Item!, Shop.Stop));
        Assert.False(await shop.Runtime.Digests.RemoveAsync(taken.Delivery, taken.Item!, Shop.Stop));
        shop.Clock.Advance(TimeSpan.FromHours(2)); // nobody dispatched for an hour
        await shop.DispatchAsync();

        Assert.Equal("Only stays.", Assert.Single(shop.Mail.Given).Content.Text);
        Assert.Equal(4, (await shop.TimelineAsync()).Count(entry => entry.Type == "message.dropped"));
        Assert.False(await shop.Runtime.Digests.RemoveAsync(taken.Delivery, taken.Item!, Shop.Stop));
    }

    [Fact]
    public async Task Dispatch_WhereNothingIsLeft_IsSkippedWithTheReasonAndGivesItsPlaceBack()
    {
        await using var shop = await OpenAsync();
        var over = await CollectAsync(shop, Item("over") with { About = new() { OfferEnds = Shop.Noon.AddHours(2) }, DigestKey = "1" });
        var taken = await CollectAsync(shop, Item("taken") with { DigestKey = "2" });
        await shop.Runtime.Digests.RemoveAsync(taken.Delivery, taken.Item!, Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromHours(3));

        await shop.DispatchAsync();

        Assert.Equal((DeliveryStatus.Cancelled, "skipped.cancelled"), ((await shop.ReportAsync(taken.Delivery)).Status, (await shop.ReportAsync(taken.Delivery)).Reason!.Code));
        Assert.Equal((DeliveryStatus.Skipped, "relevance.offer-ended"), ((await shop.ReportAsync(over.Delivery)).Status, (await shop.ReportAsync(over.Delivery)).Reason!.Code));
        Assert.Empty(shop.Mail.Given);
        Assert.Empty((await CustomerUnit.ReadAsync(new Instance(new OmniChannelSetup { Store = shop.Store }), Shop.Anna, Shop.Stop)).Contacts);
    }

    [Fact]
    public async Task Send_WhatCannotWait_IsNotCollected()
    {
        await using var shop = await OpenAsync();

        Assert.IsType<SendResult.Queued>(await shop.SendAsync(Item("fire") with { Urgency = Urgency.Critical }));
        Assert.IsType<SendResult.Queued>(await shop.SendAsync(Item("brief") with { ExpiresAt = Shop.Noon.AddMinutes(59) }));
        Assert.Null(Assert.IsType<SendResult.Deferred>(await shop.SendAsync(Item("planned"), new SendOptions { NotBefore = Shop.Noon.AddMinutes(5) })).Item);
    }

    [Fact]
    public async Task Send_WhatEndsBeforeTheOpenDigestIsDue_GoesByItselfAndLeavesTheDigestOpen()
    {
        await using var shop = await OpenAsync();
        var open = await CollectAsync(shop, "a");
        shop.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.IsType<SendResult.Queued>(await shop.SendAsync(Item("brief") with { ExpiresAt = Shop.Noon.AddMinutes(40) }));
        Assert.IsType<SendResult.Queued>(await shop.SendAsync(Item("offer") with { About = new() { OfferEnds = Shop.Noon.AddMinutes(60) } }));
        await shop.DispatchAsync();
        Assert.Equal(["Only brief.", "Only offer."], shop.Mail.Given.Select(given => given.Content.Text).Order());
        Assert.Equal(open.Delivery, (await CollectAsync(shop, "b")).Delivery);
    }

    /// <summary>Who has it tried again says until when all of it makes sense.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Redrive_OfADigestThatExpired_SendsAllOfIt(int messages)
    {
        await using var shop = await OpenAsync(change: setup => setup.Options.MaxAttempts = 1);
        shop.Mail.Answers(AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Down."), AttemptOutcome.Accepted());
        var delivery = default(DeliveryId);
        for (var i = 0; i < messages; i++)
        {
            delivery = (await CollectAsync(shop, Item($"thing {i}") with { ExpiresAt = Shop.Noon.AddHours(2 + i) })).Delivery;
        }

        await WaitAsync(shop);
        Assert.Equal(DeliveryStatus.Parked, (await shop.ReportAsync(delivery)).Status);
        shop.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(RedriveResult.Redriven, await shop.Runtime.Outbox.RedriveAsync(delivery, shop.Clock.GetUtcNow().AddDays(1), Shop.Stop));
        await shop.DispatchAsync();

        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
        Assert.All(Enumerable.Range(0, messages), i => Assert.Contains($"thing {i}", shop.Mail.Given[^1].Content.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_ToWhomItMayNotBeSent_DoesNotSlipIn()
    {
        await using var shop = await OpenAsync();
        await CollectAsync(shop, "a");
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Deny(Purpose.Marketing, Channel.Email, Shop.Noon.AddMinutes(1), "form"), cancellationToken: Shop.Stop);

        Assert.IsType<SendResult.Skipped>(await shop.SendAsync(Item("b")));
        await WaitAsync(shop);

        Assert.Empty(shop.Mail.Given);
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Steps_InterruptedAnywhereAndRepeated_SendEveryMessageOnce(string point)
    {
        for (var visit = 1; visit <= 4; visit++)
        {
            var left = visit;
            await using var shop = await OpenAsync(change: setup =>
            {
                setup.Options.MaxAttempts = 10;
                setup.OnFailpoint = name =>
                {
                    if (name == point && --left == 0)
                    {
                        throw new IOException("the process ended");
                    }
                };
            });
            foreach (var what in new[] { "a", "b", "c" })
            {
                // A caller that is not sure repeats, under its key.
                for (var time = 0; time < 2; time++)
                {
                    try
                    {
                        Assert.IsType<SendResult.Deferred>(await shop.SendAsync(Item(what) with { Guarantee = SendGuarantee.AtLeastOnce }, new SendOptions { IdempotencyKey = what }));
                    }
                    catch (IOException)
                    {
                        time--;
                    }
                }
            }

            for (var hour = 0; hour < 4; hour++)
            {
                shop.Clock.Advance(TimeSpan.FromHours(1));
                await shop.DispatchAsync();
            }

            var one = Assert.Single(shop.Mail.Given.DistinctBy(given => given.IdempotencyKey));
            Assert.Equal("News:\n- a\n- b\n- c\nBye, Anna Secretname.", one.Content.Text);
            Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(one.Delivery)).Status);
        }
    }

    [Theory]
    [InlineData("{{#each items}}x")]
    [InlineData("x{{/each}}")]
    [InlineData("{{#each items}}{{#each items}}{{/each}}{{/each}}")]
    [InlineData("{{#each others}}{{/each}}")]
    public async Task Start_WithASectionThatIsNone_SaysWhat(string text)
    {
        var problem = await Assert.ThrowsAsync<OmniChannelStartException>(() => OpenAsync(Hourly with { Variants = [Hourly.Variants[0] with { Text = text }, Hourly.Variants[1]] }));

        Assert.Contains("each", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithADigestThatIsNone_SaysEveryProblem()
    {
        foreach (var (digest, word) in new[]
        {
            (Hourly with { At = [new(8, 0)] }, "Window or At"), (Hourly with { Window = null }, "Window or At"), (Hourly with { Window = TimeSpan.Zero }, "more than zero"),
            (Hourly with { Max = 1 }, "Max"), (Hourly with { Variants = [Hourly.Variants[0]] }, "no variant for sms"),
        })
        {
            Assert.Contains(word, (await Assert.ThrowsAsync<OmniChannelStartException>(() => OpenAsync(digest))).Message, StringComparison.Ordinal);
        }
    }

    private static Task<Shop> OpenAsync(Digest? digest = null, Action<OmniChannelSetup>? change = null) => Shop.OpenAsync(setup =>
    {
        setup.Policy = Policy.Named("all").WithoutSafeCaps().OtherwiseBest();
        setup.Campaigns[0] = Shop.Campaign with
        {
            Digest = digest ?? Hourly,
            Variants = [new Variant { Channel = Channel.Email, Subject = "One thing", Text = "Only {{message.what}}." }, new Variant { Channel = Channel.Sms, Text = "Only {{message.what}}." }],
        };
        change?.Invoke(setup);
    });

    private static Message Item(string what) => Shop.Message with { Data = new Dictionary<string, string> { ["what"] = what } };

    private static Task<SendResult.Deferred> CollectAsync(Shop shop, string what, string? key = null) => CollectAsync(shop, Item(what) with { DigestKey = key });

    private static async Task<SendResult.Deferred> CollectAsync(Shop shop, Message message) => Assert.IsType<SendResult.Deferred>(await shop.SendAsync(message));

    private static async Task WaitAsync(Shop shop)
    {
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.DispatchAsync();
    }
}
