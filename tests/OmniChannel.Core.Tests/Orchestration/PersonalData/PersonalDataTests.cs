using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration;

public sealed class PersonalDataTests
{
    private static readonly CampaignId Paid = new("paid");

    private static Touchpoint Visit(string id) => new() { Source = "/shop", Id = id, Type = TouchpointType.SiteVisited, Customer = Shop.Anna, At = Shop.Noon, Channel = Channel.SearchAds, Identifiers = [Identifier.Browser("browser-of-anna")] };

    [Fact]
    public async Task Export_OfAWholeStory_HoldsEverythingReadable()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.RecordAsync(Visit("visit-1"), cancellationToken: Shop.Stop);
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        await shop.SendAsync(options: new SendOptions { IdempotencyKey = "key-of-the-host" });

        using var document = await ExportAsync(shop, Shop.Anna);

        var root = document.RootElement;
        Assert.Equal(("omnichannel/person", 1, "anna"), (root.GetProperty("format").GetString(), root.GetProperty("version").GetInt32(), root.GetProperty("customer").GetString()));
        var one = Assert.Single(root.GetProperty("customers").EnumerateArray());
        Assert.Equal(Shop.AnnasMailbox, one.GetProperty("rows").GetProperty("state").GetProperty("profile").GetProperty("contactPoints")[0].GetProperty("address").GetString());
        Assert.Equal("browser", one.GetProperty("rows").GetProperty("person").GetProperty("identifiers")[0].GetProperty("type").GetString());
        Assert.Equal("browser-of-anna", Assert.Single(one.GetProperty("timeline").EnumerateArray(), entry => entry.GetProperty("id").GetString() == "visit-1").GetProperty("body").GetProperty("touchpoint").GetProperty("identifiers")[0].GetProperty("value").GetString());
        var sent = Assert.Single(one.GetProperty("deliveries").EnumerateArray(), row => row.GetProperty("delivery").GetString() == delivery.Value);
        Assert.Equal(("Accepted", 1), (sent.GetProperty("state").GetString(), sent.GetProperty("attempts").GetInt32()));
        Assert.Contains("Still there, Anna Secretname", sent.GetProperty("content").GetProperty("frozen").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["Delivery", "IdempotencyKey", "Identifier", "UnsubscribeToken"], one.GetProperty("names").EnumerateArray().Select(row => row.GetProperty("kind").GetString()!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Export_OfCartsSessionsAndConversations_IsReadable()
    {
        await using var shop = await Shop.OpenAsync();
        var cart = new CartId(Shop.Anna);
        await shop.Runtime.Carts.DoAsync(cart, CartCommand.Add(new CartItem { Variant = "mug" }, 3) with { Where = Channel.Instagram, Price = Money.Of(12, "EUR") }, cancellationToken: Shop.Stop);
        await shop.Runtime.Carts.DoAsync(cart, CartCommand.Decrement(new CartItem { Variant = "mug" }, 1), cancellationToken: Shop.Stop);
        await shop.Runtime.Sessions.StartAsync(Shop.Anna, new SessionMove { Page = "/mugs" }, Shop.Stop);
        await shop.Runtime.Conversations.ReceiveAsync(new InboundMessage { Source = "/chat", Id = "m-1", Channel = Channel.WhatsApp, Address = "+49 30 1", Customer = Shop.Anna, Text = "Is it blue?", At = Shop.Noon }, Shop.Stop);

        using var document = await ExportAsync(shop, Shop.Anna);

        var one = document.RootElement.GetProperty("customers")[0];
        var exported = Assert.Single(one.GetProperty("carts").EnumerateArray());
        Assert.Equal(("mug", 2), (exported.GetProperty("lines")[0].GetProperty("variant").GetString(), exported.GetProperty("lines")[0].GetProperty("quantity").GetInt32()));
        Assert.Equal(["Add mug 3 instagram", "Decrement mug 1 "], exported.GetProperty("operations").EnumerateArray().Select(op => $"{op.GetProperty("kind")} {op.GetProperty("variant")} {op.GetProperty("quantity")} {(op.TryGetProperty("over", out var over) ? over : default)}"));
        var rows = one.GetProperty("rows").EnumerateObject().ToDictionary(row => row.Name[..Math.Max(0, row.Name.IndexOf('/', StringComparison.Ordinal))] + "/", row => row.Value.GetRawText());
        Assert.Contains("/mugs", rows["session/"], StringComparison.Ordinal);
        Assert.Contains("Is it blue?", rows["talk/"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_ThenACartOrASession_IsRefusedUntilReadmitted()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.Carts.DoAsync(new CartId(Shop.Anna), CartCommand.Add(new CartItem { Variant = "mug" }), cancellationToken: Shop.Stop);
        var session = await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop);

        await shop.Runtime.PersonalData.EraseAsync(Shop.Anna, Shop.Stop);

        Assert.IsType<SessionResult.NotFound>(await shop.Runtime.Sessions.ResumeAsync(session.Token, Shop.Stop));
        Assert.Null(await shop.Runtime.Carts.ReadAsync(new CartId(Shop.Anna), Shop.Stop));
        await Assert.ThrowsAsync<CustomerErasedException>(() => shop.Runtime.Carts.DoAsync(new CartId(Shop.Anna), CartCommand.Add(new CartItem { Variant = "mug" }), cancellationToken: Shop.Stop).AsTask());
        await Assert.ThrowsAsync<CustomerErasedException>(() => shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop).AsTask());
        await Assert.ThrowsAsync<CustomerErasedException>(() => shop.Runtime.Conversations.ReceiveAsync(new InboundMessage { Source = "/chat", Id = "m-1", Channel = Channel.WhatsApp, Address = "+49 30 1", Customer = Shop.Anna, Text = "Hello?", At = Shop.Noon }, Shop.Stop).AsTask());
        Assert.Equal(["state"], (await shop.Store.ListStatesAsync(TenantId.Default, PartitionKey.Of(Shop.Anna), "", null, 9, Shop.Stop)).Select(row => row.Key));
    }

    [Fact]
    public async Task Export_OfMoreThanAPage_HoldsEachEventOnce()
    {
        await using var shop = await Shop.OpenAsync();
        for (var i = 0; i < 405; i++)
        {
            await shop.Runtime.RecordAsync(Visit($"{i}") with { Identifiers = null }, cancellationToken: Shop.Stop);
        }

        using var document = await ExportAsync(shop, Shop.Anna);

        Assert.Equal(Enumerable.Range(0, 405).Select(i => $"{i}"), document.RootElement.GetProperty("customers")[0].GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Export_OfALinkedPerson_HoldsEverybodyWhoIsTheSame()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.Identities.LinkAsync(new("visitor"), Shop.Anna, new IdentityCommand { By = "agent", Reason = "said so" }, Shop.Stop);

        using var document = await ExportAsync(shop, new("visitor"));

        Assert.Equal(["anna", "visitor"], document.RootElement.GetProperty("customers").EnumerateArray().Select(one => one.GetProperty("customer").GetString()));
    }

    [Fact]
    public void WritePlain_OfOctets_LeavesNothingOut()
    {
        Assert.Equal("""[{"a":1},{"base64":"ewE="},{"base64":"AQI="},null]""", Written(json =>
        {
            foreach (var body in new[] { "{\"a\":1}"u8.ToArray(), "{\u0001"u8.ToArray(), [1, 2], [] })
            {
                ExportShapes.WritePlain(json, body);
            }
        }));
        var shapes = new ExportShapes([new ExportShape { IsState = key => key.StartsWith("cart/", StringComparison.Ordinal), WriteState = (json, body) => json.WriteNumberValue(body.Length) }]);
        Assert.Equal("""[2,{"base64":"AQI="}]""", Written(json =>
        {
            shapes.Write(json, new StateEntry { Key = "cart/1", Row = new StateRow { Version = 1, Body = new byte[] { 1, 2 } } });
            shapes.Write(json, new StateEntry { Key = "other", Row = new StateRow { Version = 1, Body = new byte[] { 1, 2 } } });
        }));

        static string Written(Action<Utf8JsonWriter> write)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartArray();
                write(json);
                json.WriteEndArray();
            }

            return Encoding.UTF8.GetString(stream.ToArray());
        }
    }

    [Fact]
    public async Task Erase_AWholeStory_LeavesATombstoneOnly()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.RecordAsync(Visit("visit-1"), cancellationToken: Shop.Stop);
        var sent = await shop.QueueAsync();
        await shop.DispatchAsync();
        await shop.SendAsync(options: new SendOptions { IdempotencyKey = "key" });
        var before = await LeadsAsync(shop);

        var report = await shop.Runtime.PersonalData.EraseAsync(Shop.Anna, Shop.Stop);

        Assert.Equal(("anna", 1, 0, false), (Assert.Single(report.Customers).Value, report.Cancelled, report.InFlight, report.WasErased));
        Assert.Equal(0, await shop.DispatchAsync());
        Assert.Single(shop.Mail.Given);
        Assert.Null(await shop.Runtime.FindCustomerAsync(Shop.Anna, Shop.Stop));
        Assert.Null(await shop.Runtime.FindDeliveryAsync(sent, Shop.Stop));
        Assert.Null(await shop.Runtime.Identities.FindAsync(Identifier.Browser("browser-of-anna"), Shop.Stop));
        Assert.Empty(await shop.TimelineAsync());
        Assert.Equal(Shop.Noon, await shop.Runtime.PersonalData.FindErasureAsync(Shop.Anna, Shop.Stop));
        Assert.Equal(before, await LeadsAsync(shop));
        using var document = await ExportAsync(shop, Shop.Anna);
        Assert.DoesNotContain("Secret", document.RootElement.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.True((await shop.Runtime.PersonalData.EraseAsync(Shop.Anna, Shop.Stop)).WasErased);
    }

    [Fact]
    public async Task Erase_ThenImportAgain_AnswersErasedAndKeepsNothing()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.PersonalData.EraseAsync(Shop.Anna, Shop.Stop);

        Assert.Equal(RecordResult.Erased, await shop.Runtime.RecordAsync(Visit("1"), cancellationToken: Shop.Stop));
        Assert.Equal(RecordResult.Erased, await shop.Runtime.RecordAsync(Visit("2") with { Identifiers = null }, cancellationToken: Shop.Stop));
        Assert.Equal(RecordResult.Erased, await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Shop.Noon, "form"), cancellationToken: Shop.Stop));
        Assert.Equal(RecordResult.Erased, await shop.Runtime.SaveAsync(Shop.Profile, Shop.Stop));
        Assert.Equal(RefusedKind.Erased, Assert.IsType<SendResult.Refused>(await shop.SendAsync()).Kind);
        await Assert.ThrowsAsync<CustomerErasedException>(() => shop.Runtime.Identities.AssignAsync(Identifier.Browser("b"), Shop.Anna, new IdentityCommand { By = "agent", Reason = "x" }, Shop.Stop).AsTask());
        Assert.Empty(await shop.TimelineAsync());
        Assert.Empty(await shop.Store.ListLookupsAsync(TenantId.Default, PartitionKey.Of(Shop.Anna), null, 10, Shop.Stop));

        Assert.True(await shop.Runtime.PersonalData.ReadmitAsync(Shop.Anna, Shop.Stop));
        Assert.False(await shop.Runtime.PersonalData.ReadmitAsync(Shop.Anna, Shop.Stop));
        Assert.Equal(RecordResult.Recorded, await shop.Runtime.SaveAsync(Shop.Profile, Shop.Stop));
        Assert.IsType<SendResult.Queued>(await shop.SendAsync());
    }

    [Fact]
    public async Task Erase_SomebodyNeverSeen_StopsTheImportAhead()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.PersonalData.EraseAsync(new("stranger"), Shop.Stop);

        Assert.Equal(RecordResult.Erased, await shop.Runtime.SaveAsync(Shop.Profile with { Id = new("stranger") }, Shop.Stop));
        Assert.NotNull(await shop.Runtime.FindCustomerAsync(Shop.Anna, Shop.Stop));
    }

    [Fact]
    public async Task Erase_WhatWaitsOnABudget_GivesItBack_WhatWasSentDoesNot()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Campaigns.Add(Shop.Campaign with { Id = Paid, Budget = Money.Of(10, "EUR"), Variants = [new Variant { Channel = Channel.Sms, Text = "Hello." }] }));
        var profile = Shop.Profile with { ContactPoints = [ContactPoint.Sms("+4915112345678")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, Shop.Noon.AddDays(-1), "form")] };
        await shop.Runtime.SaveAsync(profile, Shop.Stop);
        await shop.QueueAsync(Shop.Message with { Campaign = Paid });
        await shop.DispatchAsync();
        var sent = await SpentAsync(shop);
        shop.Clock.Advance(TimeSpan.FromDays(60));
        await shop.QueueAsync(Shop.Message with { Campaign = Paid });
        Assert.True(sent > 0 && await SpentAsync(shop) == 2 * sent);

        Assert.Equal(1, (await shop.Runtime.PersonalData.EraseAsync(Shop.Anna, Shop.Stop)).Cancelled);

        Assert.Equal(sent, await SpentAsync(shop));
    }

    [Fact]
    public async Task Erase_WhileAProviderIsBeingCalled_SaysSoAndKeepsNothingOfTheAnswer()
    {
        await using var shop = await Shop.OpenAsync();
        ErasureReport? report = null;
        shop.Mail.Answer = async (_, token) =>
        {
            report = await shop.Runtime.PersonalData.EraseAsync(Shop.Anna, token);
            return AttemptOutcome.Accepted("provider-1");
        };
        await shop.QueueAsync();

        await shop.DispatchAsync();

        Assert.Equal((0, 1), (report!.Cancelled, report.InFlight));
        Assert.Empty(await shop.TimelineAsync());
        Assert.Empty(await shop.Store.ListOutboxAsync(TenantId.Default, PartitionKey.Of(Shop.Anna), null, 10, Shop.Stop));
    }

    [Fact]
    public async Task Erase_ALinkedPerson_ErasesEverybodyWhoIsTheSame()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.Identities.LinkAsync(new("visitor"), Shop.Anna, new IdentityCommand { By = "agent", Reason = "said so" }, Shop.Stop);

        var report = await shop.Runtime.PersonalData.EraseAsync(new("visitor"), Shop.Stop);

        Assert.Equal(["anna", "visitor"], report.Customers.Select(one => one.Value));
        Assert.Null(await shop.Runtime.FindCustomerAsync(Shop.Anna, Shop.Stop));
        Assert.Equal(RecordResult.Erased, await shop.Runtime.SaveAsync(Shop.Profile, Shop.Stop));
    }

    [Fact]
    public async Task Erase_InOneTenant_LeavesTheOthersAlone()
    {
        await using var store = new MemoryStore();
        await using var acme = await Shop.OpenAsync(setup => setup.Store = store);
        await using var globex = await Shop.OpenAsync(setup => (setup.Store, setup.Tenant) = (store, new TenantId("globex")));

        await acme.Runtime.PersonalData.EraseAsync(Shop.Anna, Shop.Stop);

        Assert.NotNull(await globex.Runtime.FindCustomerAsync(Shop.Anna, Shop.Stop));
        using var document = await ExportAsync(globex, Shop.Anna);
        Assert.Contains(Shop.AnnasMailbox, document.RootElement.GetRawText(), StringComparison.Ordinal);
        using var other = await ExportAsync(acme, Shop.Anna);
        Assert.DoesNotContain(Shop.AnnasMailbox, other.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_WhileOthersRecordAndSend_NothingIsLeftBehind()
    {
        await using var shop = await Shop.OpenAsync();
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await shop.Runtime.RecordAsync(Visit($"{writer}/{i}"), cancellationToken: Shop.Stop);
                await shop.SendAsync(Shop.Message with { Purpose = Purpose.Marketing });
            }
        }, Shop.Stop)).ToList();

        await shop.Runtime.PersonalData.EraseAsync(Shop.Anna, Shop.Stop);
        await Task.WhenAll(writers);

        Assert.Empty(await shop.TimelineAsync());
        Assert.Empty(await shop.Store.ListOutboxAsync(TenantId.Default, PartitionKey.Of(Shop.Anna), null, 10, Shop.Stop));
        Assert.Empty(await shop.Store.ListLookupsAsync(TenantId.Default, PartitionKey.Of(Shop.Anna), null, 10, Shop.Stop));
        Assert.Equal("state", Assert.Single(await shop.Store.ListStatesAsync(TenantId.Default, PartitionKey.Of(Shop.Anna), "", null, 10, Shop.Stop)).Key);
    }

    private static async Task<JsonDocument> ExportAsync(Shop shop, CustomerId customer)
    {
        using var stream = new MemoryStream();
        await shop.Runtime.PersonalData.ExportAsync(customer, stream, Shop.Stop);
        return JsonDocument.Parse(stream.ToArray());
    }

    private static async Task<string> LeadsAsync(Shop shop) =>
        string.Join(";", EvidenceBook.Read(await shop.Store.ReadStateAsync(TenantId.Default, EvidenceBook.Address.Partition, EvidenceBook.Address.Key, Shop.Stop)).Leads.Select(lead => $"{lead.Key} {lead.Value.Came} {lead.Value.Bought}"));

    /// <summary>What nodes have taken of the budget, less what is left in their leases.</summary>
    private static async Task<long> SpentAsync(Shop shop)
    {
        var spent = await shop.Store.ReadStateAsync(TenantId.Default, PartitionKey.Of(Paid), "budget", Shop.Stop) is { } row ? StoredJson.Read(row.Body, StoredJson.Default.BudgetState).Spent.Minor : 0;
        foreach (var lease in await shop.Store.ListPartitionsAsync(TenantId.Default, PartitionKind.Lease, null, 10, Shop.Stop))
        {
            spent -= await shop.Store.ReadStateAsync(TenantId.Default, lease, "lease", Shop.Stop) is { } left ? StoredJson.Read(left.Body, StoredJson.Default.BudgetLease).Left.Minor : 0;
        }

        return spent;
    }
}
