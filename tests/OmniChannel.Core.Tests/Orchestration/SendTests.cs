using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

public sealed class SendTests
{
    [Fact]
    public async Task Send_ToACustomerWhoAllowedIt_IsQueuedDispatchedAndInTheTimeline()
    {
        await using var shop = await Shop.OpenAsync();

        var queued = Assert.IsType<SendResult.Queued>(await shop.SendAsync());
        Assert.Equal(Channel.Email, queued.Decision!.Choice!.Channel);
        Assert.Equal(DeliveryStatus.Queued, (await shop.ReportAsync(queued.Delivery)).Status);

        Assert.Equal(1, await shop.DispatchAsync());

        var given = Assert.Single(shop.Mail.Given);
        Assert.Equal(Shop.AnnasMailbox, given.Address);
        Assert.Equal("Still there, Anna Secretname", given.Content.Subject);
        Assert.Equal("Your cart of 59,00 € is waiting.", given.Content.Text);
        Assert.StartsWith("https://omnichannel.invalid/", given.UnsubscribeLink!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(64, given.IdempotencyKey.Length);
        var report = await shop.ReportAsync(queued.Delivery);
        Assert.Equal((DeliveryStatus.Accepted, 1, "default", "provider-1"), (report.Status, report.Attempts, report.Account, report.ProviderMessageId));
        Assert.Equal("message.queued attempt.accepted", await shop.TypesAsync());
        Assert.Equal(0, await shop.DispatchAsync());
    }

    [Fact]
    public async Task Send_WithoutConsent_IsSkippedWithItsReasonAndRecorded()
    {
        await using var shop = await Shop.OpenAsync();

        var skipped = Assert.IsType<SendResult.Skipped>(await shop.SendAsync(Shop.Message with { Purpose = Purpose.Service }));

        Assert.Equal("consent.missing", skipped.Decision[Channel.Email]!.Blocks[0].Reason.Code);
        var entry = Assert.Single(await shop.TimelineAsync());
        Assert.Equal("message.skipped", entry.Type);
        Assert.Contains("was not sent", entry.Summary, StringComparison.Ordinal);
        Assert.Contains("consent", entry.Details!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_InQuietHours_IsDeferredToTheirEndAndSentThen()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Clock.Advance(TimeSpan.FromHours(11)); // 23:00 in Berlin
        await shop.Runtime.SaveAsync(Shop.Profile with { ContactPoints = [ContactPoint.Sms("+4915112345678")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, Shop.Noon, "form")] }, Shop.Stop);

        var deferred = Assert.IsType<SendResult.Deferred>(await shop.SendAsync());

        Assert.Equal(new DateTimeOffset(2026, 6, 16, 6, 0, 0, TimeSpan.Zero), deferred.Until);
        Assert.Equal(0, await shop.DispatchAsync());
        shop.Clock.SetUtcNow(deferred.Until);
        Assert.Equal(1, await shop.DispatchAsync());
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(deferred.Delivery)).Status);
    }

    [Fact]
    public async Task Send_NotBefore_WaitsForThat()
    {
        await using var shop = await Shop.OpenAsync();

        var deferred = Assert.IsType<SendResult.Deferred>(await shop.SendAsync(options: new SendOptions { NotBefore = Shop.Noon.AddHours(2) }));

        Assert.Equal(Shop.Noon.AddHours(2), deferred.Until);
    }

    [Fact]
    public async Task Send_Expired_IsRefusedAndLeavesNothing()
    {
        await using var shop = await Shop.OpenAsync();

        var refused = Assert.IsType<SendResult.Refused>(await shop.SendAsync(Shop.Message with { ExpiresAt = Shop.Noon }));

        Assert.Equal(RefusedKind.Expired, refused.Kind);
        Assert.Empty(await shop.TimelineAsync());
    }

    [Fact]
    public async Task Send_WhenAValueMakesTheTextLongerThanTheChannelAllows_IsRefusedAndSaysByHowMuch()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.SaveAsync(
            Shop.Profile with { ContactPoints = [ContactPoint.Sms("+4915112345678")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, Shop.Noon, "form")] }, Shop.Stop);

        var refused = Assert.IsType<SendResult.Refused>(await shop.SendAsync(Shop.Message with { Data = new Dictionary<string, string> { ["cart.total"] = new string('9', 2000) } }));

        Assert.Equal(RefusedKind.VariantDoesNotRender, refused.Kind);
        Assert.Contains("allowed at most 10 SMS", refused.Reason.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await shop.DispatchAsync());
    }

    [Fact]
    public async Task ToString_OfEachResult_IsForAPersonToRead()
    {
        await using var shop = await Shop.OpenAsync();
        var once = new SendOptions { IdempotencyKey = "once" };

        Assert.Matches("^Queued as [0-9a-z]{26}\\.\nreminder for anna: e-mail, now", (await shop.SendAsync(null, once)).ToString());
        Assert.Matches("^Queued as [0-9a-z]{26}, by an earlier call with the same key\\.$", (await shop.SendAsync(null, once)).ToString());
        Assert.Matches("^Deferred until 2026-06-15 11:00:00Z as [0-9a-z]{26}\\.\n", (await shop.SendAsync(null, new SendOptions { NotBefore = Shop.Noon.AddHours(1) })).ToString());
        Assert.StartsWith("Refused, Expired: the message had expired at 2026-06-15 10:00 UTC", (await shop.SendAsync(Shop.Message with { ExpiresAt = Shop.Noon })).ToString(), StringComparison.Ordinal);
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Deny(Purpose.Marketing, Channel.Email, Shop.Noon, "phone call"), cancellationToken: Shop.Stop);
        Assert.Matches("^Skipped: .*\\.\nreminder for anna: nothing is sent", (await shop.SendAsync()).ToString());
    }

    [Fact]
    public async Task Send_ToACustomerWithoutANameThatTheTextNeeds_SaysWhatToSave()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.SaveAsync(Shop.Profile with { Name = null }, Shop.Stop);

        var refused = Assert.IsType<SendResult.Refused>(await shop.SendAsync());

        Assert.Contains("{{customer.name}}; the customer's profile has none: save it", refused.Reason.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Failpoints.SendBeforeCommit, false)]
    [InlineData(Failpoints.SendAfterCommit, true)]
    public async Task Send_Cancelled_LeavesNothingBeforeTheCommitAndChangesNothingAfterIt(string at, bool isSent)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Shop.Stop);
        await using var shop = await Shop.OpenAsync(setup => setup.OnFailpoint = name =>
        {
            if (name == at)
            {
                cancel.Cancel();
            }
        });

        var sent = shop.Runtime.SendAsync(Shop.Message, Shop.Anna, cancellationToken: cancel.Token).AsTask();

        if (isSent)
        {
            Assert.IsType<SendResult.Queued>(await sent);
        }
        else
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
            Assert.Empty(await shop.TimelineAsync());
        }

        Assert.Equal(isSent ? 1 : 0, await shop.DispatchAsync());
        Assert.Equal(isSent ? 1 : 0, shop.Mail.Given.Count);
    }

    [Fact]
    public async Task Send_OfWhatNeverExpires_ExpiresAfterAYear()
    {
        await using var shop = await Shop.OpenAsync();
        var forEver = Shop.Message with { ExpiresAt = DateTimeOffset.MaxValue };

        Assert.Equal(Shop.Noon.AddDays(366), (await shop.Runtime.DecideAsync(forEver, Shop.Anna, Shop.Stop)).Snapshot.ExpiresAt);
        await shop.QueueAsync(forEver);
        await shop.DispatchAsync();

        Assert.Equal(Shop.Noon.AddDays(366), Assert.Single(shop.Mail.Given).ExpiresAt);
        Assert.Equal(RefusedKind.Expired, Assert.IsType<SendResult.Refused>(await shop.SendAsync(forEver, new SendOptions { NotBefore = Shop.Noon.AddDays(367) })).Kind);
    }

    [Fact]
    public async Task Send_WhenAPathHasNoValue_IsRefusedAndNamesItWithoutValues()
    {
        await using var shop = await Shop.OpenAsync();

        var refused = Assert.IsType<SendResult.Refused>(await shop.SendAsync(Shop.Message with { Data = new Dictionary<string, string> { ["cart.totl"] = "private" } }));

        Assert.Equal(RefusedKind.VariantDoesNotRender, refused.Kind);
        Assert.Contains("message.cart.total", refused.Reason.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("private", refused.Reason.ToString(), StringComparison.Ordinal);
        Assert.Empty(await shop.TimelineAsync());
        Assert.Equal(0, await shop.DispatchAsync());
    }

    [Fact]
    public async Task Send_WhenEveryAddressIsMalformed_IsRefused()
    {
        await using var shop = await Shop.OpenAsync();
        await using (var lenient = OmniChannelRuntime.Create(new OmniChannelSetup { Time = shop.Clock, Store = shop.Store }))
        {
            await lenient.StartAsync(Shop.Stop);
            await lenient.SaveAsync(Shop.Profile with { ContactPoints = [ContactPoint.Email("nonsense")] }, Shop.Stop);
        }

        var refused = Assert.IsType<SendResult.Refused>(await shop.SendAsync());

        Assert.Equal(RefusedKind.InvalidAddress, refused.Kind);
        Assert.DoesNotContain("nonsense", refused.Reason.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_OfAnUnknownCampaign_Throws()
    {
        await using var shop = await Shop.OpenAsync();

        var thrown = await Assert.ThrowsAsync<ArgumentException>(async () => await shop.SendAsync(Shop.Message with { Campaign = new CampaignId("unheard-of") }));

        Assert.Contains("SaveAsync(campaign)", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_BeyondTheBudget_IsSkipped_AndARefusalGivesMoneyBack()
    {
        var text = new ScriptedAdapter(Channel.Sms, "other");
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters.RemoveAt(1);
            setup.Adapters.Add(text);
            setup.Campaigns.Clear();
            setup.Campaigns.Add(Shop.Campaign with { Variants = [Shop.Campaign.Variants[1]], Budget = ChannelDefinitions.Find(Channel.Sms)!.Capabilities.CostPerMessage });
        });
        await shop.Runtime.SaveAsync(Shop.Profile with { ContactPoints = [ContactPoint.Sms("+4915112345678")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, Shop.Noon, "form")] }, Shop.Stop);

        await shop.QueueAsync();
        var skipped = Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
        Assert.Equal(Gate.Budget, skipped.Decision[Channel.Sms]!.Blocks[0].Gate);

        text.Answers(AttemptOutcome.Rejected(AttemptFault.Message, "400", "No."), AttemptOutcome.Accepted());
        await shop.DispatchAsync();
        await shop.QueueAsync();
        await shop.DispatchAsync();
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
    }

    [Fact]
    public async Task Send_OfManyAtOnceForOneSlot_QueuesExactlyOne()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Policy = Policy.Named("one a day").WithoutSafeCaps().Cap(1, TimeSpan.FromDays(1)).OtherwiseBest());
        var message = Shop.Message with { ExpiresAt = Shop.Noon.AddHours(6) };

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await shop.SendAsync(message), Shop.Stop)));

        Assert.Single(results.OfType<SendResult.Queued>());
        Assert.Equal(19, results.OfType<SendResult.Skipped>().Count(skipped => skipped.Decision[Channel.Email]!.Blocks[0].Gate == Gate.FrequencyCap));
    }

    [Fact]
    public async Task Send_ThatFailsBeforeItsCommit_LeavesNothing()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.OnFailpoint = name =>
        {
            if (name == Failpoints.SendBeforeCommit)
            {
                throw new IOException("pulled the plug");
            }
        });

        await Assert.ThrowsAsync<IOException>(async () => await shop.SendAsync());

        Assert.Empty(await shop.TimelineAsync());
        Assert.Equal(0, await shop.DispatchAsync());
    }

    [Fact]
    public async Task Decide_ChangesNothing()
    {
        await using var shop = await Shop.OpenAsync();

        var decision = await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop);
        var again = await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop);

        Assert.Equal(Channel.Email, decision.Choice!.Channel);
        Assert.Equal(decision.SnapshotHash, again.SnapshotHash);
        Assert.Empty(await shop.TimelineAsync());
    }

    [Fact]
    public async Task Send_BeforeTheStart_SaysWhatToCall()
    {
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup());

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(async () => await runtime.SendAsync(Shop.Message, Shop.Anna, cancellationToken: Shop.Stop));

        Assert.Contains("StartAsync", thrown.Message, StringComparison.Ordinal);
    }
}
