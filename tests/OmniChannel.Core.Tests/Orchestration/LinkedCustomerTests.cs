using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration;

/// <summary>What is read of a person who is several customers, and that each has its own again afterwards.</summary>
public sealed class LinkedCustomerTests
{
    private static readonly CustomerId Visitor = new("visitor");
    private static readonly IdentityCommand Agent = new() { By = "agent-7", Reason = "they called" };

    [Fact]
    public async Task Send_WhileLinked_ObeysTheStricterConsent_AndEachHasItsOwnAfterwards()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.RecordAsync(Visitor, ConsentRecord.Deny(Purpose.Marketing, Channel.Email, Shop.Noon.AddDays(-60), "banner"), cancellationToken: Shop.Stop);
        await shop.Runtime.Identities.LinkAsync(Visitor, Shop.Anna, Agent, Shop.Stop);

        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
        Assert.Null((await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop)).Choice);
        Assert.Null((await shop.Runtime.LoadAsync(Shop.Message.Campaign, Shop.Anna, Shop.Stop)).Decide(Shop.Message).Choice);

        await shop.Runtime.Identities.UnlinkAsync(Visitor, Agent, Shop.Stop);
        Assert.IsType<SendResult.Queued>(await shop.SendAsync());
    }

    [Fact]
    public async Task Send_ToEitherOfTwoLinked_CountsTheContactsOfThePerson()
    {
        await using var shop = await CappedAsync();
        await shop.Runtime.SaveAsync(Shop.Profile with { Id = Visitor }, Shop.Stop);
        await shop.Runtime.Identities.LinkAsync(Visitor, Shop.Anna, Agent, Shop.Stop);
        await shop.QueueAsync();

        Assert.IsNotType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message, Visitor, cancellationToken: Shop.Stop));

        await shop.Runtime.Identities.UnlinkAsync(Visitor, Agent, Shop.Stop);
        Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message, Visitor, cancellationToken: Shop.Stop));
    }

    [Fact]
    public async Task Send_ToBothAtOnce_ReservesForThePersonOnce()
    {
        await using var shop = await CappedAsync();
        await shop.Runtime.Identities.LinkAsync(Visitor, Shop.Anna, Agent, Shop.Stop);

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () => await shop.Runtime.SendAsync(Shop.Message with { ExpiresAt = Shop.Noon.AddHours(1) }, i % 2 == 0 ? Visitor : Shop.Anna, cancellationToken: Shop.Stop), Shop.Stop)));

        Assert.Single(results.OfType<SendResult.Queued>());
    }

    [Fact]
    public async Task Dispatch_OfWhatWasQueuedBefore_FollowsTheSurvivor()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.SaveAsync(Shop.Profile with { Id = Visitor, Name = "Visitor", ContactPoints = [ContactPoint.Email("typed@example.com")] }, Shop.Stop);
        var delivery = Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message, Visitor, cancellationToken: Shop.Stop)).Delivery;
        await shop.Runtime.Identities.LinkAsync(Visitor, Shop.Anna, Agent, Shop.Stop);

        await shop.DispatchAsync();

        Assert.Equal(Shop.AnnasMailbox, Assert.Single(shop.Mail.Given).Address);
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
    }

    [Fact]
    public async Task Dispatch_OfWhatWasQueuedBefore_IsStoppedByAConsentOfTheOther()
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await shop.QueueAsync();
        await shop.Runtime.RecordAsync(Visitor, ConsentRecord.Deny(Purpose.Marketing, Channel.Email, Shop.Noon, "banner"), cancellationToken: Shop.Stop);
        await shop.Runtime.Identities.LinkAsync(Visitor, Shop.Anna, Agent, Shop.Stop);

        await shop.DispatchAsync();

        Assert.Empty(shop.Mail.Given);
        Assert.Equal(DeliveryStatus.Skipped, (await shop.ReportAsync(delivery)).Status);
    }

    [Fact]
    public async Task Unlink_OfAnyLinks_GivesEverybodyTheSameBytesAgain()
    {
        await using var shop = await Shop.OpenAsync();
        var people = Enumerable.Range(0, 6).Select(i => new CustomerId($"p{i}")).ToArray();
        foreach (var (customer, i) in people.Select((customer, i) => (customer, i)))
        {
            await shop.Runtime.SaveAsync(Shop.Profile with { Id = customer, Name = $"Name {i}" }, Shop.Stop);
            await shop.Runtime.RecordAsync(new Touchpoint { Source = "/web", Id = "1", Type = TouchpointType.Purchased, Customer = customer, At = Shop.Noon.AddHours(-i), Channel = Channel.Website }, cancellationToken: Shop.Stop);
        }

        var before = await StatesAsync(shop, people);
        var sequences = Gen.Choose(0, 5).SelectMany(from => Gen.Choose(0, 5).Select(into => (from, into))).ListOf(8).Sample(50, 30);
        foreach (var links in sequences)
        {
            foreach (var (from, into) in links)
            {
                await shop.Runtime.Identities.LinkAsync(people[from], people[into], Agent, Shop.Stop);
            }

            foreach (var customer in people.Reverse())
            {
                await shop.Runtime.Identities.UnlinkAsync(customer, Agent, Shop.Stop);
            }

            Assert.Equal(before, await StatesAsync(shop, people));
        }
    }

    /// <summary>A complaint about rudderlabs/rudder-transformer#1180 and rudder-sdk-js#206.</summary>
    [Fact]
    public async Task Complaint17_TwoUsersOfOneDevice_AreNeverOnePerson_AndALinkCanBeTakenBack()
    {
        await using var shop = await Shop.OpenAsync();
        var device = Identifier.Device("shared");
        var users = new List<CustomerId>();
        foreach (var account in new[] { "b", "c", "d" })
        {
            users.Add((await shop.Runtime.Identities.ResolveAsync([Identifier.AuthenticatedId(account), device], cancellationToken: Shop.Stop)).Customer);
        }

        Assert.Equal(3, users.Distinct().Count());
        foreach (var user in users)
        {
            Assert.Equal([user], (await shop.Runtime.Identities.ReadAsync(user, Shop.Stop)).Customers);
        }

        await shop.Runtime.Identities.LinkAsync(users[0], users[1], Agent, Shop.Stop);
        Assert.Equal(UnlinkOutcome.Unlinked, (await shop.Runtime.Identities.UnlinkAsync(users[0], Agent, Shop.Stop)).Outcome);
        await shop.Runtime.Identities.ResolveAsync([Identifier.AuthenticatedId("b"), device], cancellationToken: Shop.Stop);
        Assert.Equal([users[0]], (await shop.Runtime.Identities.ReadAsync(users[0], Shop.Stop)).Customers);
    }

    /// <summary>A complaint about chatwoot/chatwoot#4728 and #15359.</summary>
    [Fact]
    public async Task Complaint18_ContactsOfDifferentIds_AreNotMerged_AndARetryGoesToTheAddressItBeganWith()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.SaveAsync(Shop.Profile with { Id = Visitor, ContactPoints = [ContactPoint.Email("other@example.com")] }, Shop.Stop);
        await shop.Runtime.Identities.ResolveAsync([Identifier.AuthenticatedId("1"), Identifier.Browser("shared")], cancellationToken: Shop.Stop);
        Assert.True((await shop.Runtime.Identities.ResolveAsync([Identifier.AuthenticatedId("2"), Identifier.Browser("shared")], cancellationToken: Shop.Stop)).IsNew);

        await shop.Runtime.SendAsync(Shop.Message, Visitor, cancellationToken: Shop.Stop);
        shop.Mail.Answer = (_, _) => ValueTask.FromResult(AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Busy."));
        await shop.DispatchAsync();
        await shop.Runtime.Identities.LinkAsync(Visitor, Shop.Anna, Agent, Shop.Stop);
        shop.Mail.Answer = (_, _) => ValueTask.FromResult(AttemptOutcome.Accepted());
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.DispatchAsync();

        Assert.All(shop.Mail.Given, call => Assert.Equal("other@example.com", call.Address));
        Assert.True(shop.Mail.Given.Count > 1);
    }

    /// <summary>A complaint about Shopify/hydrogen PR #4046 and fazer-ai/agents#286: what a browser carries is no proof of who somebody is.</summary>
    [Fact]
    public async Task Complaint19_ABrowserOfSomebodyKnown_GivesNothingOfThemToWhoSignsIn()
    {
        await using var shop = await Shop.OpenAsync();
        var victim = (await shop.Runtime.Identities.ResolveAsync([Identifier.AuthenticatedId("victim"), Identifier.Browser("stolen")], cancellationToken: Shop.Stop)).Customer;

        var signedIn = await shop.Runtime.Identities.SignInAsync(victim, [Identifier.AuthenticatedId("thief"), Identifier.Browser("stolen")], cancellationToken: Shop.Stop);

        Assert.Equal(SignInOutcome.Switched, signedIn.Outcome);
        Assert.NotEqual(victim, signedIn.Customer);
        Assert.Equal([victim], (await shop.Runtime.Identities.ReadAsync(victim, Shop.Stop)).Customers);
        Assert.NotEqual(victim, (await shop.Runtime.Identities.ResolveAsync([Identifier.UnverifiedEmail(Shop.AnnasMailbox)], cancellationToken: Shop.Stop)).Customer);
    }

    private static Task<Shop> CappedAsync() => Shop.OpenAsync(setup => setup.Policy = Policy.Named("one a day").WithoutSafeCaps().Cap(1, TimeSpan.FromDays(1)).OtherwiseBest());

    private static async Task<string> StatesAsync(Shop shop, IEnumerable<CustomerId> customers)
    {
        var rows = await shop.Store.ReadStatesAsync(TenantId.Default, [.. customers.Select(CustomerUnit.AddressOf)], Shop.Stop);
        return string.Join('\n', rows.Select(row => System.Text.Encoding.UTF8.GetString(row!.Body.Span)));
    }
}
