using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration;

/// <summary>What is thought out before the store is held is written only if customer, delivery and claim still are as they were seen: otherwise nothing is.</summary>
public sealed class RehearsalTests
{
    private static readonly CustomerId Anna = new("anna");
    private static readonly PartitionKey Partition = PartitionKey.Of(Anna);
    private static readonly DeliveryId Delivery = new("d");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("customer", false)]
    [InlineData("delivery's content", false)]
    [InlineData("delivery's fence", false)]
    [InlineData("claim", false)]
    public async Task TryRepeat_AfterAChange_WritesAllOrNothing(string changed, bool isWritten)
    {
        var (store, row, claim) = await SeenAsync();
        var rehearsal = new Rehearsal(new SeenCustomer { Version = 1, State = CustomerState.Unknown(Anna) }, row);
        Assert.True(await rehearsal.TryRenewAsync(claim, Shop.Noon, TimeSpan.FromMinutes(2), Stop));
        Assert.True(await rehearsal.TryUpdateOutboxAsync(row with { Fence = 1, State = OutboxState.Calling }, 0, Stop));
        Assert.Equal(2, await rehearsal.PutAsync(Partition, CustomerUnit.StateKey, 1, "{\"new\":1}"u8.ToArray(), Stop));
        Assert.NotEqual(0, await rehearsal.AppendAsync(Partition, Entry("begun"), Stop));
        await ChangeAsync(store, row, claim, changed);

        await using (var unit = await store.BeginAsync(TenantId.Default, [Partition], null, Stop))
        {
            Assert.Equal(isWritten, await rehearsal.TryRepeatAsync(unit, Stop));
            await unit.CommitAsync(Stop);
        }

        Assert.Equal(isWritten, (await store.ReadOutboxAsync(TenantId.Default, Partition, Delivery, Stop))!.State == OutboxState.Calling);
        Assert.Equal(isWritten, (await store.ReadStateAsync(TenantId.Default, Partition, CustomerUnit.StateKey, Stop))!.Body.Span.SequenceEqual("{\"new\":1}"u8));
        Assert.Equal(isWritten, (await store.ReadEventsAsync(TenantId.Default, Partition, null, 0, 10, Stop)).Any(one => one.Entry.Id == "begun"));
    }

    [Fact]
    public async Task Get_OfWhatWasNotSeen_IsLeftToTheUnit()
    {
        var (_, row, _) = await SeenAsync();
        var rehearsal = new Rehearsal(new SeenCustomer { Version = 1, State = CustomerState.Unknown(Anna) }, row);

        await Assert.ThrowsAsync<Rehearsal.UnseenException>(async () => await rehearsal.GetAsync(Partition, "other", Stop));
        await Assert.ThrowsAsync<Rehearsal.UnseenException>(async () => await rehearsal.GetOutboxAsync(Partition, new DeliveryId("other"), Stop));
    }

    private static async Task<(IOmniStore Store, OutboxRow Row, ScheduleClaim Claim)> SeenAsync()
    {
        var store = new MemoryStore();
        await store.InitializeAsync(Stop);
        await using (var unit = await store.BeginAsync(TenantId.Default, [Partition], null, Stop))
        {
            await unit.PutAsync(Partition, CustomerUnit.StateKey, 0, "{}"u8.ToArray(), Stop);
            await unit.InsertOutboxAsync(new OutboxRow { Delivery = Delivery, Partition = Partition, State = OutboxState.Queued, Fence = 0, Attempts = 0, CreatedAt = Shop.Noon, Body = "{}"u8.ToArray() }, Stop);
            await unit.ScheduleAsync(Partition, "dispatch", Delivery.Value, Shop.Noon, Stop);
            await unit.CommitAsync(Stop);
        }

        var claims = await store.ClaimDueAsync(TenantId.Default, Shop.Noon, TimeSpan.FromMinutes(2), 10, Stop);
        return (store, (await store.ReadOutboxAsync(TenantId.Default, Partition, Delivery, Stop))!, Assert.Single(claims));
    }

    private static async Task ChangeAsync(IOmniStore store, OutboxRow row, ScheduleClaim claim, string what)
    {
        await using var unit = await store.BeginAsync(TenantId.Default, [Partition], null, Stop);
        switch (what)
        {
            case "customer":
                await unit.PutAsync(Partition, CustomerUnit.StateKey, 1, "{}"u8.ToArray(), Stop);
                break;
            case "delivery's content":
                await unit.TryUpdateOutboxAsync(row with { Body = "{\"reports\":[]}"u8.ToArray() }, 0, Stop);
                break;
            case "delivery's fence":
                await unit.TryUpdateOutboxAsync(row with { Fence = 1 }, 0, Stop);
                break;
            case "claim":
                await unit.ScheduleAsync(claim.Partition, claim.Kind, claim.Key, Shop.Noon, Stop);
                break;
            default:
                break;
        }

        await unit.CommitAsync(Stop);
    }

    private static NewEvent Entry(string id) => new() { Source = "s", Id = id, Type = "t", At = Shop.Noon, RecordedAt = Shop.Noon, Body = "{}"u8.ToArray() };
}
