using OmniChannel.Delivery;
using OmniChannel.Tests.Orchestration;

namespace OmniChannel.Tests.Peers;

/// <summary>What users of other messaging libraries complained of, one test each, named after the complaint.</summary>
public sealed class PeersTests
{
    [Fact]
    public async Task LaravelFramework14785_AMailOutage_DoesNotSendThePaidSmsAgain()
    {
        var text = new ScriptedAdapter(Channel.Sms);
        await using var shop = await OpenWithSmsAsync(text);
        shop.Mail.Answers(AttemptOutcome.NotSent(AttemptFault.Provider, "421", "down"));
        await shop.QueueAsync();
        await SmsAsync(shop);

        for (var round = 0; round < 4; round++)
        {
            await shop.DispatchAsync();
            shop.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        Assert.True(shop.Mail.Given.Count > 1);
        Assert.Single(text.Given);
    }

    [Fact]
    public async Task LaravelFramework46447_AChannelThatThrows_DoesNotLoseTheOthers()
    {
        var text = new ScriptedAdapter(Channel.Sms);
        await using var shop = await OpenWithSmsAsync(text);
        shop.Mail.Answer = (_, _) => throw new InvalidOperationException("a defect in the mail adapter");
        var mail = await shop.QueueAsync();
        var sms = await SmsAsync(shop);

        await shop.DispatchAsync();

        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(sms)).Status);
        Assert.NotEqual(DeliveryStatus.Accepted, (await shop.ReportAsync(mail)).Status);
    }

    [Fact]
    public async Task Symfony60768_ARetry_NeverRepeatsWhatWasAccepted()
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await ReceiptTests.SentAsync(shop);

        for (var day = 0; day < 3; day++)
        {
            shop.Clock.Advance(TimeSpan.FromDays(1));
            await shop.DispatchAsync();
        }

        Assert.Equal(delivery, Assert.Single(shop.Mail.Given).Delivery);
    }

    [Fact]
    public async Task Symfony50162_WhenEveryAccountIsPaused_TheNextMessageIsSentOnceOneRecovers()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.AccountPause = TimeSpan.FromMinutes(10));
        shop.Mail.Answers(AttemptOutcome.NotSent(AttemptFault.Account, "401", "suspended"), AttemptOutcome.Accepted());
        var first = await shop.QueueAsync();
        await shop.DispatchAsync();

        shop.Clock.Advance(TimeSpan.FromMinutes(11));
        await shop.DispatchAsync();

        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(first)).Status);
    }

    [Fact]
    public async Task Symfony40895_Failover_BeginsWithTheFirstAccountEachTime()
    {
        var second = new ScriptedAdapter(Channel.Email, "second");
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters.Add(second);
            setup.Policy = Policy.Named("all").WithoutSafeCaps().OtherwiseBest();
        });

        for (var i = 0; i < 5; i++)
        {
            await ReceiptTests.SentAsync(shop);
        }

        Assert.Equal((5, 0), (shop.Mail.Given.Count, second.Given.Count));
    }

    [Fact]
    public async Task Novu6092_WhenAProviderFails_TheNextOneIsCalled()
    {
        var second = new ScriptedAdapter(Channel.Email, "second");
        await using var shop = await Shop.OpenAsync(setup => setup.Adapters.Add(second));
        shop.Mail.Answers(AttemptOutcome.NotSent(AttemptFault.Account, "403", "quota"));

        var delivery = await ReceiptTests.SentAsync(shop);
        await shop.DispatchAsync();

        Assert.Equal((DeliveryStatus.Accepted, "second"), ((await shop.ReportAsync(delivery)).Status, (await shop.ReportAsync(delivery)).Account));
    }

    [Fact]
    public async Task Novu6155_TheAccountThatAVariantNames_SendsIt()
    {
        var second = new ScriptedAdapter(Channel.Email, "eu");
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters.Add(second);
            setup.Campaigns[0] = Shop.Campaign with { Variants = [Shop.Campaign.Variants[0] with { Account = "eu" }] };
        });

        await ReceiptTests.SentAsync(shop);

        Assert.Equal((0, 1), (shop.Mail.Given.Count, second.Given.Count));
    }

    [Fact]
    public async Task Novu4960_ACustomerWithoutAToken_IsSkippedAndNotAFailure()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Campaigns[0] = Shop.Campaign with { Variants = [Shop.Campaign.Variants[1]] });

        var skipped = Assert.IsType<SendResult.Skipped>(await shop.SendAsync());

        Assert.Contains(skipped.Decision[Channel.Sms]!.Blocks, block => block.Reason.Code == "address.missing");
        Assert.Equal("message.skipped", await shop.TypesAsync());
    }

    [Fact]
    public async Task Symfony40128_ACustomerNobodyKnows_DoesNotThrow()
    {
        await using var shop = await Shop.OpenAsync();

        Assert.IsType<SendResult.Skipped>(await shop.Runtime.SendAsync(Shop.Message, new CustomerId("nobody"), null, Shop.Stop));
    }

    [Fact]
    public async Task Novu12532_ADeadToken_IsNotUsedAgainByAnybody()
    {
        var push = new ScriptedAdapter(Channel.Push);
        push.Answers(AttemptOutcome.Rejected(AttemptFault.Recipient, "UNREGISTERED", "the token is dead"), AttemptOutcome.Accepted());
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters[1] = push;
            setup.Policy = Policy.Named("all").WithoutSafeCaps().OtherwiseBest();
            setup.Campaigns[0] = Shop.Campaign with { Variants = [new Variant { Channel = Channel.Push, Text = "News" }] };
        });
        var profile = Shop.Profile with { ContactPoints = [ContactPoint.Push("old-phone"), ContactPoint.Push("new-phone")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Push, Shop.Noon.AddDays(-1), "app")] };
        await shop.Runtime.SaveAsync(profile, Shop.Stop);

        // The dead device is passed over, the other has the message; the next message goes to that one alone.
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(await ReceiptTests.SentAsync(shop))).Status);
        await ReceiptTests.SentAsync(shop);

        Assert.Equal(["old-phone", "new-phone", "new-phone"], push.Given.Select(given => given.Address));
        Assert.Equal(SuppressionCause.Rejected, Assert.Single(await shop.Runtime.Suppressions.FindAsync(Channel.Push, "old-phone", Shop.Stop)).Cause);
    }

    [Fact]
    public async Task Laravel37749_AFailure_IsToldInTheTimeline()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Mail.Answers(AttemptOutcome.Rejected(AttemptFault.Message, "554", "too large"));

        await ReceiptTests.SentAsync(shop);

        Assert.Contains(await shop.TimelineAsync(), entry => entry.Type == "attempt.rejected" && entry.Summary.Contains("too large", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mautic2215_TwoWorkersAtOnce_SendOnce()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Policy = Policy.Named("all").WithoutSafeCaps().OtherwiseBest());
        for (var i = 0; i < 20; i++)
        {
            await shop.QueueAsync();
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await shop.DispatchAsync(), Shop.Stop)));

        Assert.Equal(20, shop.Mail.Given.Select(given => given.Delivery).Distinct().Count());
        Assert.Equal(20, shop.Mail.Given.Count);
    }

    [Fact]
    public async Task Mautic8802_AMessageForSeveralChannels_GoesOutOnOne()
    {
        var text = new ScriptedAdapter(Channel.Sms);
        await using var shop = await OpenWithSmsAsync(text);
        await shop.QueueAsync();

        for (var day = 0; day < 3; day++)
        {
            await shop.DispatchAsync();
            shop.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(1, shop.Mail.Given.Count + text.Given.Count);
    }

    [Fact]
    public async Task Novu8776_ACallerThatIsNotSure_RepeatsUnderItsKeyAndGetsTheSameAnswer()
    {
        await using var shop = await Shop.OpenAsync();
        var options = new SendOptions { IdempotencyKey = "cart-1" };
        var first = Assert.IsType<SendResult.Queued>(await shop.SendAsync(options: options));

        var again = Assert.IsType<SendResult.Queued>(await shop.SendAsync(options: options));

        Assert.Equal((first.Delivery, true), (again.Delivery, again.IsReplay));
    }

    [Fact]
    public async Task Novu2569_ADigestWhoseStepIsRepeated_NeitherDoublesNorVanishes()
    {
        var fails = true;
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.OnFailpoint = name => Fail(fails && name == Failpoints.SendAfterCommit);
            setup.Campaigns[0] = Shop.Campaign with { Digest = new Digest { Window = TimeSpan.FromHours(1), Variants = [.. Shop.Campaign.Variants.Select(one => one with { Subject = one.Subject is null ? null : "{{items.count}}" })] } };
        });
        foreach (var key in new[] { "a", "b" })
        {
            fails = true;
            await Assert.ThrowsAsync<IOException>(async () => await shop.SendAsync(options: new SendOptions { IdempotencyKey = key }));
            fails = false;
            await shop.SendAsync(options: new SendOptions { IdempotencyKey = key });
        }

        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.DispatchAsync();

        Assert.Equal("2", Assert.Single(shop.Mail.Given).Content.Subject);

        static void Fail(bool now)
        {
            if (now)
            {
                throw new IOException("a transient error of the database");
            }
        }
    }

    [Fact]
    public async Task LaravelIdeas2648_WhatWasForbiddenDuringTheWait_IsNotSent()
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = Assert.IsType<SendResult.Deferred>(await shop.SendAsync(options: new SendOptions { NotBefore = Shop.Noon.AddHours(1) })).Delivery;
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Deny(Purpose.Marketing, Channel.Email, Shop.Noon, "preferences"), cancellationToken: Shop.Stop);

        shop.Clock.Advance(TimeSpan.FromHours(2));
        await shop.DispatchAsync();

        Assert.Equal((DeliveryStatus.Skipped, "consent.denied"), ((await shop.ReportAsync(delivery)).Status, (await shop.ReportAsync(delivery)).Reason!.Code));
        Assert.Empty(shop.Mail.Given);
    }

    [Fact]
    public async Task Noticed77_WhatTheMessageSpeaksOfIsGoneAfterTheWait_IsSkippedAndDoesNotCrash()
    {
        await using var shop = await Shop.OpenAsync();
        var cart = new CartId(Shop.Anna);
        await shop.Runtime.Carts.DoAsync(cart, CartCommand.Add(new CartItem { Variant = "shirt" }), cancellationToken: Shop.Stop);
        var delivery = await shop.QueueAsync(Shop.Message with { About = new MessageAbout { Cart = cart } });
        await shop.Runtime.Carts.DoAsync(cart, CartCommand.Clear(), cancellationToken: Shop.Stop);

        await shop.DispatchAsync();

        Assert.Equal("relevance.cart-empty", (await shop.ReportAsync(delivery)).Reason!.Code);
    }

    [Fact]
    public async Task Mautic6729_ACapOnMarketing_DoesNotHoldUpAReceipt()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Policy = Policy.Named("one").WithoutSafeCaps()
            .Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(1) } }).OtherwiseBest());
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Grant(Purpose.Transactional, Channel.Email, Shop.Noon, "order"), cancellationToken: Shop.Stop);
        await ReceiptTests.SentAsync(shop);

        Assert.IsNotType<SendResult.Queued>(await shop.SendAsync());
        Assert.IsType<SendResult.Queued>(await shop.SendAsync(Shop.Message with { Purpose = Purpose.Transactional }));
    }

    [Fact]
    public async Task Mautic4761_AThirdInAWeek_WaitsForTheFirstToAgeAndNotForWeeks()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Policy = Policy.Named("two a week").WithoutSafeCaps().Cap(2, TimeSpan.FromDays(7)).OtherwiseBest());
        await shop.QueueAsync();
        await shop.QueueAsync();

        var third = Assert.IsType<SendResult.Deferred>(await shop.SendAsync(Shop.Message with { ExpiresAt = Shop.Noon.AddDays(30) }));

        Assert.Equal(Shop.Noon.AddDays(7), third.Until);
    }

    [Fact]
    public async Task Mautic12880_Marketing_CarriesAWayOutByOneClick()
    {
        await using var shop = await Shop.OpenAsync();

        await ReceiptTests.SentAsync(shop);

        Assert.NotNull(Assert.Single(shop.Mail.Given).UnsubscribeLink);
    }

    [Fact]
    public async Task Mautic9162_AScannerThatFollowsEveryLink_NeitherUnsubscribesNorCounts()
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await ReceiptTests.SentAsync(shop);
        var before = (await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop)).SnapshotHash;
        using var nothing = new MemoryStream();

        Assert.Equal(UnsubscribeResult.NotOneClick, await shop.Runtime.UnsubscribeAsync(shop.Mail.Given[0].UnsubscribeLink!.Segments[^1], nothing, Shop.Stop));
        await shop.Runtime.RecordAsync(new Receipt { Source = "/hook", Id = "1", Delivery = delivery, Kind = ReceiptKind.Clicked, At = Shop.Noon, ByMachine = true }, cancellationToken: Shop.Stop);

        Assert.Equal(before, (await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop)).SnapshotHash);
        Assert.Empty((await shop.ReportAsync(delivery)).Reports);
    }

    [Fact]
    public async Task Novu1247_ABounce_IsFedBackIntoTheStatus()
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await ReceiptTests.SentAsync(shop);

        await shop.Runtime.RecordAsync(new Receipt { Source = "/hook", Id = "1", Delivery = delivery, Kind = ReceiptKind.HardBounced, At = Shop.Noon, ByMachine = true }, cancellationToken: Shop.Stop);

        Assert.Equal(DeliveryStatus.HardBounced, (await shop.ReportAsync(delivery)).Status);
    }

    private static async Task<Shop> OpenWithSmsAsync(ScriptedAdapter text)
    {
        var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters[1] = text;
            setup.Policy = Policy.Named("all").WithoutSafeCaps().OtherwiseBest();
            setup.Campaigns.Add(new Campaign { Id = new("sms"), Name = "By SMS", Variants = [Shop.Campaign.Variants[1]] });
        });
        await shop.Runtime.SaveAsync(Shop.Profile with
        {
            ContactPoints = [ContactPoint.Email(Shop.AnnasMailbox), ContactPoint.Sms("+4915112345678")],
            Consents = [.. Shop.Profile.Consents, ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, Shop.Noon.AddDays(-1), "form")],
        }, Shop.Stop);
        return shop;
    }

    private static async Task<DeliveryId> SmsAsync(Shop shop) => await shop.QueueAsync(Shop.Message with { Campaign = new("sms") });
}
