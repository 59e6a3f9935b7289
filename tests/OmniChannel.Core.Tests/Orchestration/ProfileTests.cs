namespace OmniChannel.Tests.Orchestration;

public sealed class ProfileTests
{
    [Fact]
    public async Task Save_WithSeveralFaults_NamesThemAllAndNoAddress()
    {
        await using var shop = await Shop.OpenAsync();

        var thrown = await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.SaveAsync(
            Shop.Profile with { TimeZone = "Mars/Olympus", Country = "ZZ", Language = "kligon-xx-1", ContactPoints = [ContactPoint.Email("ok@example.com"), ContactPoint.Email("secret.nonsense")] },
            Shop.Stop));

        foreach (var part in new[] { "Mars/Olympus", "ZZ", "kligon-xx-1", "contact point 2 (email)" })
        {
            Assert.Contains(part, thrown.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("secret.nonsense", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(Shop.Profile.TimeZone, (await shop.Runtime.FindCustomerAsync(Shop.Anna, Shop.Stop))!.TimeZone);
    }

    /// <summary>The same on every machine, whatever languages that knows.</summary>
    [Theory]
    [InlineData("ger", "'ger' is no BCP 47 language tag, such as \"de-DE\"; did you mean 'de'?")]
    [InlineData("de-XX", "did you mean 'de'?")]
    [InlineData("de_DE", "did you mean 'de-DE'?")]
    [InlineData("en-UK", "did you mean 'en-GB'?")]
    [InlineData("xx", "'xx' is no BCP 47 language tag")]
    [InlineData("klingon", "'klingon' is no BCP 47 language tag")]
    [InlineData("", "'' is no BCP 47 language tag")]
    [InlineData("de-<b>", "'de-<b>' is no BCP 47 language tag")]
    [InlineData("de", null)]
    [InlineData("zh-Hant-TW", null)]
    [InlineData("es-419", null)]
    [InlineData("de-DE-1996", null)]
    [InlineData("ca-ES-valencia", null)]
    [InlineData("chr", null)]
    public async Task Save_WithALanguage_TakesThoseThatThereAre(string language, string? problem)
    {
        await using var shop = await Shop.OpenAsync();

        var thrown = await Record.ExceptionAsync(async () => await shop.Runtime.SaveAsync(Shop.Profile with { Language = language }, Shop.Stop));

        Assert.Equal(problem is null, thrown is null);
        Assert.Contains(problem ?? "", thrown?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public async Task Save_WithManyContactPoints_IsBounded(int count, bool passes)
    {
        await using var shop = await Shop.OpenAsync();
        var profile = Shop.Profile with { ContactPoints = [.. Enumerable.Range(0, count).Select(i => ContactPoint.Email($"a{i}@example.com"))] };

        var thrown = await Record.ExceptionAsync(async () => await shop.Runtime.SaveAsync(profile, Shop.Stop));

        Assert.Equal(passes, thrown is null);
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("whatsapp")]
    [InlineData("pager")]
    public async Task Save_AMalformedPhoneNumber_IsRefusedWhetherTheChannelHasAnAdapterOrNot(string name)
    {
        var channel = new Channel(name);
        await using var shop = await Shop.OpenAsync(setup => setup.Channels.Add(new ChannelDefinition
        {
            Channel = new Channel("pager"),
            DisplayName = "pager",
            Capabilities = new ChannelCapabilities { Direction = ChannelDirection.Outbound, Reach = ChannelReach.Person, IsOnline = true, Address = AddressKind.Phone },
        }));

        foreach (var number in new[] { "call me", "0151 2345678", "+49", "+0151123456", "a.secret@example.com" })
        {
            var thrown = await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.SaveAsync(Shop.Profile with { ContactPoints = [new ContactPoint { Channel = channel, Address = number }] }, Shop.Stop));

            Assert.Contains($"contact point 1 ({name})", thrown.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(number, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Send_ToAPhoneNumberWrittenByHand_GoesOutInItsOneForm()
    {
        var texts = new ScriptedAdapter(Channel.Sms);
        await using var shop = await Shop.OpenAsync(setup => setup.Adapters[1] = texts);
        await shop.Runtime.SaveAsync(
            Shop.Profile with { ContactPoints = [ContactPoint.Sms("+49 (151) 123-456 78")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, Shop.Noon, "form")] }, Shop.Stop);

        await shop.QueueAsync();
        await shop.DispatchAsync();

        Assert.Equal("+4915112345678", Assert.Single(texts.Given).Address);
    }

    [Fact]
    public async Task Save_AnOlderProfileLate_DoesNotBringBackWhatWasRevoked()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Deny(Purpose.Marketing, Channel.Email, Shop.Noon, "phone call"), cancellationToken: Shop.Stop);

        await shop.Runtime.SaveAsync(Shop.Profile, Shop.Stop);

        Assert.Equal(2, (await shop.Runtime.FindCustomerAsync(Shop.Anna, Shop.Stop))!.Consents.Count);
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
    }

    [Fact]
    public async Task Find_WhatWasSaved_GivesItBackWhole()
    {
        await using var shop = await Shop.OpenAsync();
        var saved = Shop.Profile with
        {
            Age = 34,
            Channels = new Dictionary<Channel, Liking> { [Channel.Email] = Liking.Like, [Channel.Sms] = Liking.Dislike },
            Topics = new Dictionary<Topic, Liking> { [new Topic("sale")] = Liking.Dislike },
            Spent = Money.Of(12.34m, "EUR"),
            Persona = new PersonaId("hunter"),
            Stage = FunnelStage.Loyalty,
            AcquiredBy = Channel.Referral,
            IsNew = false,
        };

        await shop.Runtime.SaveAsync(saved, Shop.Stop);

        var found = (await shop.Runtime.FindCustomerAsync(Shop.Anna, Shop.Stop))!;
        Assert.Equivalent(saved, found, strict: true);
    }

    [Fact]
    public async Task SaveCampaign_AtRunTime_CanBeSentAfterTheSameChecks()
    {
        await using var shop = await Shop.OpenAsync();
        var campaign = Shop.Campaign with { Id = new CampaignId("flash-sale"), Variants = [Shop.Campaign.Variants[0]] };

        await shop.Runtime.SaveAsync(campaign, Shop.Stop);
        await shop.QueueAsync(Shop.Message with { Campaign = campaign.Id });
        await shop.DispatchAsync();
        Assert.Single(shop.Mail.Given);

        var broken = campaign with { Variants = [new Variant { Channel = Channel.Push, Text = "Hi" }, Shop.Campaign.Variants[0] with { Account = "nobody" }] };
        var thrown = await Assert.ThrowsAsync<CampaignRefusedException>(async () => await shop.Runtime.SaveAsync(broken, Shop.Stop));
        Assert.Contains("no adapter is registered", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("no account 'nobody'", thrown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CampaignRefusedException>(async () => await shop.Runtime.SaveAsync(Shop.Campaign, Shop.Stop));
    }
}
