using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>SaveChanges of EF Core and our sends in one transaction, by <c>GetDbTransaction()</c>: both are stored or neither.</summary>
public sealed class EntityFrameworkTests : IAsyncLifetime
{
    private static readonly Message Message = new() { Campaign = new CampaignId("receipt"), Purpose = Purpose.Marketing, Data = new Dictionary<string, string> { ["order"] = "1001" } };

    private readonly TestStore _at = new();
    private readonly IOmniStore _store;
    private OmniChannelRuntime _runtime = null!;

    public EntityFrameworkTests() => _store = TestStore.At(_at.Place, impatient: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Touchpoint Bought => new() { Source = "/shop", Id = "order-1001", Type = TouchpointType.Purchased, Customer = Errand.Anna, At = Errand.Noon, Channel = Channel.Website };

    public async ValueTask InitializeAsync()
    {
        _runtime = await Errand.StartAsync(_store, new ManualClock(Errand.Noon), _at.Place);
        await _runtime.SaveAsync(
            new CustomerProfile
            {
                Id = Errand.Anna,
                TimeZone = "Europe/Berlin",
                ContactPoints = [ContactPoint.Email("anna@example.com")],
                Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Errand.Noon.AddDays(-1), "form")],
            },
            Token);
        await using var shop = Open();
        await shop.Database.ExecuteSqlRawAsync(shop.Database.GenerateCreateScript(), Token);
    }

    [Fact(Timeout = 600_000)]
    public async Task Commit_OfTheHost_StoresTheOrderTheTouchpointAndTheMessage()
    {
        await using (var shop = Open())
        await using (var transaction = await shop.Database.BeginTransactionAsync(Token))
        {
            await BuyAsync(shop, transaction);
            Assert.Equal(0, await _runtime.DispatchDueAsync(Token));
            await transaction.CommitAsync(Token);
        }

        Assert.Equal((1, 2), await CountAsync());
        Assert.Equal(1, await _runtime.DispatchDueAsync(Token));
        Assert.Single(Errand.ProviderBeside(_at.Place).Sent);
    }

    [Fact(Timeout = 600_000)]
    public async Task Rollback_OfTheHost_StoresNeither()
    {
        await using (var shop = Open())
        await using (var transaction = await shop.Database.BeginTransactionAsync(Token))
        {
            await BuyAsync(shop, transaction);
            await transaction.RollbackAsync(Token);
        }

        Assert.Equal((0, 0), await CountAsync());
        Assert.Equal(0, await _runtime.DispatchDueAsync(Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task SaveChanges_FailingAfterTheSend_TakesTheMessageWithIt()
    {
        await using (var shop = Open())
        {
            shop.Orders.Add(new Order { Id = 1001, Customer = "ben" });
            await shop.SaveChangesAsync(Token);
        }

        await using (var shop = Open())
        await using (var transaction = await shop.Database.BeginTransactionAsync(Token))
        {
            await _runtime.SendAsync(Message, Errand.Anna, new SendOptions { Transaction = transaction.GetDbTransaction() }, Token);
            shop.Orders.Add(new Order { Id = 1001, Customer = "anna" });
            await Assert.ThrowsAsync<DbUpdateException>(() => shop.SaveChangesAsync(Token));
            await transaction.RollbackAsync(Token);
        }

        Assert.Equal((1, 0), await CountAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _store.DisposeAsync();
        await _at.DisposeAsync();
    }

    private async Task BuyAsync(Shop shop, IDbContextTransaction transaction)
    {
        shop.Orders.Add(new Order { Id = 1001, Customer = "anna" });
        await shop.SaveChangesAsync(Token);
        await _runtime.RecordAsync(Bought, new RecordOptions { Transaction = transaction.GetDbTransaction() }, Token);
        Assert.IsType<SendResult.Queued>(await _runtime.SendAsync(Message, Errand.Anna, new SendOptions { Transaction = transaction.GetDbTransaction() }, Token));

        // And once more after us: the transaction is as usable as before.
        shop.Orders.Single().Customer = "anna smith";
        await shop.SaveChangesAsync(Token);
    }

    private async Task<(int Orders, int Events)> CountAsync()
    {
        await using var shop = Open();
        var events = await _store.ReadEventsAsync(TenantId.Default, PartitionKey.Of(Errand.Anna), null, 0, 99, Token);
        return (await shop.Orders.CountAsync(Token), events.Count);
    }

    private Shop Open()
    {
        var options = new DbContextOptionsBuilder<Shop>();
        TestStore.UseDatabase(options, _at.Place);
        return new Shop(options.Options);
    }
}

internal sealed class Shop(DbContextOptions<Shop> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
}

internal sealed class Order
{
    [System.ComponentModel.DataAnnotations.Schema.DatabaseGenerated(System.ComponentModel.DataAnnotations.Schema.DatabaseGeneratedOption.None)]
    public int Id { get; set; }

    public required string Customer { get; set; }
}
