using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration;

public sealed class IdentitiesTests
{
    private static readonly Identifier AnnasAccount = Identifier.AuthenticatedId("anna");
    private static readonly Identifier Tablet = Identifier.Device("tablet-1");
    private static readonly IdentityCommand Agent = new() { By = "agent-7", Reason = "they called" };

    [Fact]
    public async Task Resolve_OfAFirstVisitByManyAtOnce_MakesOneCustomer()
    {
        await using var shop = await Shop.OpenAsync();

        var found = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(async () => (await shop.Runtime.Identities.ResolveAsync([Tablet], cancellationToken: Shop.Stop)).Customer, Shop.Stop)));

        Assert.Equal(found[0], Assert.Single(found.Distinct()));
        Assert.Equal(found[0], await shop.Runtime.Identities.FindAsync(Tablet, Shop.Stop));
    }

    [Fact]
    public async Task Record_OfATouchpointWithIdentifiers_BelongsToWhomTheyFind()
    {
        await using var shop = await Shop.OpenAsync();
        var visit = new Touchpoint { Source = "/web", Id = "1", Type = TouchpointType.SiteVisited, Customer = default, Identifiers = [Tablet, Identifier.Browser("null")], At = Shop.Noon, Channel = Channel.Website };

        Assert.Equal(RecordResult.Recorded, await shop.Runtime.RecordAsync(visit, cancellationToken: Shop.Stop));
        Assert.Equal(RecordResult.Duplicate, await shop.Runtime.RecordAsync(visit, cancellationToken: Shop.Stop));

        var customer = await shop.Runtime.Identities.FindAsync(Tablet, Shop.Stop);
        var row = Assert.Single(await shop.Store.ReadEventsAsync(TenantId.Default, PartitionKey.Of(customer!.Value), "/web", 0, 10, Shop.Stop));
        var stored = StoredJson.Read(row.Entry.Body, StoredJson.Default.TimelineBody).Touchpoint!;
        Assert.Equal((customer, 2, "null"), (stored.Customer, stored.Identifiers!.Count, stored.Identifiers[1].Value));
        Assert.Null(await shop.Runtime.Identities.FindAsync(Identifier.Browser("null"), Shop.Stop));
    }

    [Fact]
    public async Task Record_OfATouchpointThatNamesBoth_GivesTheIdentifiersToTheCustomer()
    {
        await using var shop = await Shop.OpenAsync();

        await shop.Runtime.RecordAsync(new Touchpoint { Source = "/web", Id = "1", Type = TouchpointType.SiteVisited, Customer = Shop.Anna, Identifiers = [AnnasAccount], At = Shop.Noon }, cancellationToken: Shop.Stop);

        Assert.Equal(Shop.Anna, await shop.Runtime.Identities.FindAsync(AnnasAccount, Shop.Stop));
    }

    [Fact]
    public async Task Record_OfATouchpointOfNobody_IsRefused()
    {
        await using var shop = await Shop.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.RecordAsync(new Touchpoint { Source = "/web", Id = "1", Type = TouchpointType.SiteVisited, Customer = default, At = Shop.Noon }, cancellationToken: Shop.Stop));
    }

    [Fact]
    public async Task SignIn_OfAnAnonymousVisitor_MakesOnePersonWithTheAccount()
    {
        await using var shop = await WithAnnaAsync();
        var visitor = (await shop.Runtime.Identities.ResolveAsync([Tablet], cancellationToken: Shop.Stop)).Customer;

        var signedIn = await shop.Runtime.Identities.SignInAsync(visitor, [AnnasAccount, Tablet], cancellationToken: Shop.Stop);

        Assert.Equal((Shop.Anna, SignInOutcome.Linked), (signedIn.Customer, signedIn.Outcome));
        var person = await shop.Runtime.Identities.ReadAsync(visitor, Shop.Stop);
        Assert.Equal([Shop.Anna, visitor], person.Customers);
        Assert.Equal("Anna Secretname", person.Profile.Name);
        Assert.Equal((visitor, "signed-in"), (Assert.Single(person.Links).Customer, person.Links[0].Reason));
        Assert.Equal(SignInOutcome.Same, (await shop.Runtime.Identities.SignInAsync(visitor, [AnnasAccount], cancellationToken: Shop.Stop)).Outcome);
    }

    [Fact]
    public async Task SignOut_GivesTheDeviceAFreshCustomer_WithNothingOfTheOther()
    {
        await using var shop = await WithAnnaAsync();
        var visitor = (await shop.Runtime.Identities.ResolveAsync([Tablet], cancellationToken: Shop.Stop)).Customer;
        await shop.Runtime.Identities.SignInAsync(visitor, [AnnasAccount], cancellationToken: Shop.Stop);

        var fresh = await shop.Runtime.Identities.SignOutAsync([Tablet], cancellationToken: Shop.Stop);

        Assert.Equal(fresh, (await shop.Runtime.Identities.ResolveAsync([Tablet], cancellationToken: Shop.Stop)).Customer);
        Assert.Equal([fresh], (await shop.Runtime.Identities.ReadAsync(fresh, Shop.Stop)).Customers);
        Assert.Equal(Shop.Anna, await shop.Runtime.Identities.FindAsync(AnnasAccount, Shop.Stop));
    }

    [Fact]
    public async Task SignOut_WithAnAccount_IsRefused()
    {
        await using var shop = await Shop.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.Identities.SignOutAsync([AnnasAccount], cancellationToken: Shop.Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.Identities.SignInAsync(Shop.Anna, [Tablet], cancellationToken: Shop.Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.Identities.LinkAsync(Shop.Anna, new("b"), Agent with { By = "" }, Shop.Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.Identities.LinkAsync(default, new("b"), Agent, Shop.Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.Identities.AssignAsync(Identifier.Device("0000"), Shop.Anna, Agent, Shop.Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.Identities.ResolveAsync([.. Enumerable.Repeat(Tablet, 21)], cancellationToken: Shop.Stop));
    }

    [Fact]
    public async Task Assign_OfASquattedIdentifier_TakesItBackWithoutAMerge()
    {
        await using var shop = await WithAnnaAsync();
        var squatter = (await shop.Runtime.Identities.ResolveAsync([Identifier.VerifiedPhone("+4915112345678")], cancellationToken: Shop.Stop)).Customer;

        Assert.True(await shop.Runtime.Identities.AssignAsync(Identifier.VerifiedPhone("0049 151 12345678"), Shop.Anna, Agent, Shop.Stop));
        Assert.False(await shop.Runtime.Identities.AssignAsync(Identifier.VerifiedPhone("+4915112345678"), Shop.Anna, Agent, Shop.Stop));

        Assert.Equal(Shop.Anna, await shop.Runtime.Identities.FindAsync(Identifier.VerifiedPhone("+4915112345678"), Shop.Stop));
        Assert.Equal([squatter], (await shop.Runtime.Identities.ReadAsync(squatter, Shop.Stop)).Customers);
    }

    [Fact]
    public async Task Link_IsInBothTimelines_WithWhoAndWhy()
    {
        await using var shop = await WithAnnaAsync();

        Assert.Equal(LinkOutcome.Linked, (await shop.Runtime.Identities.LinkAsync(new("visitor"), Shop.Anna, Agent, Shop.Stop)).Outcome);

        var entries = await shop.TimelineAsync();
        Assert.Equal("visitor and anna are one person; anna survives (agent-7: they called).", entries[^1].Summary);
        Assert.Equal(2, await CountAsync(shop, new("visitor"), "identity.linked"));
    }

    [Fact]
    public async Task Link_WhenTheProcessEndsBeforeTheCommit_LeavesNothing_AndTheRetryLinksOnce()
    {
        var dies = true;
        await using var shop = await Shop.OpenAsync(setup => setup.OnFailpoint = name =>
        {
            if (name == Failpoints.IdentityBeforeCommit && dies)
            {
                throw new IOException("the process ended");
            }
        });

        await Assert.ThrowsAsync<IOException>(async () => await shop.Runtime.Identities.LinkAsync(new("visitor"), Shop.Anna, Agent, Shop.Stop));
        Assert.Equal([Shop.Anna], (await shop.Runtime.Identities.ReadAsync(Shop.Anna, Shop.Stop)).Customers);
        dies = false;
        Assert.Equal(LinkOutcome.Linked, (await shop.Runtime.Identities.LinkAsync(new("visitor"), Shop.Anna, Agent, Shop.Stop)).Outcome);
        Assert.Equal(LinkOutcome.SamePerson, (await shop.Runtime.Identities.LinkAsync(new("visitor"), Shop.Anna, Agent, Shop.Stop)).Outcome);
    }

    /// <summary>unomi-4: history keeps its own customer and is read through the link.</summary>
    [Fact]
    public async Task Timeline_OfAPerson_HasTheHistoryOfAll_WhichStaysWhereItWas()
    {
        await using var shop = await WithAnnaAsync();
        var visitor = new CustomerId("visitor");
        for (var i = 0; i < 5; i++)
        {
            await shop.Runtime.RecordAsync(new Touchpoint { Source = "/web", Id = $"{i}", Type = TouchpointType.SiteVisited, Customer = visitor, At = Shop.Noon }, cancellationToken: Shop.Stop);
        }

        await shop.Runtime.Identities.LinkAsync(visitor, Shop.Anna, Agent, Shop.Stop);
        Assert.Equal(5, await CountAsync(shop, Shop.Anna, "touchpoint/site.visited"));

        await shop.Runtime.Identities.UnlinkAsync(visitor, Agent, Shop.Stop);
        Assert.Equal(0, await CountAsync(shop, Shop.Anna, "touchpoint/site.visited"));
        Assert.Equal(5, await CountAsync(shop, visitor, "touchpoint/site.visited"));
    }

    [Fact]
    public async Task Start_WithRulesThatCannotBe_NamesEveryProblem()
    {
        var problems = await Assert.ThrowsAsync<OmniChannelStartException>(async () => await Shop.OpenAsync(setup => setup.Identity = new IdentityRules
        {
            Types = [IdentifierRule.Strong(IdentifierType.Device, 0), IdentifierRule.Weak(IdentifierType.Device)],
            BlockedValues = ["["],
            MaxLinks = 101,
            MaxIdentifiers = 0,
        }));

        Assert.Equal(5, problems.Problems.Count(problem => problem.Contains("device", StringComparison.Ordinal) || problem.Contains("Max", StringComparison.Ordinal) || problem.Contains("blocked", StringComparison.Ordinal)));
    }

    private static async Task<int> CountAsync(Shop shop, CustomerId customer, string type)
    {
        var count = 0;
        await foreach (var entry in shop.Runtime.Identities.ReadTimelineAsync(customer, Shop.Stop))
        {
            count += entry.Type == type ? 1 : 0;
        }

        return count;
    }

    private static async Task<Shop> WithAnnaAsync()
    {
        var shop = await Shop.OpenAsync();
        await shop.Runtime.Identities.AssignAsync(AnnasAccount, Shop.Anna, Agent, Shop.Stop);
        return shop;
    }
}
