using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Stores;

/// <summary>SaveChanges of EF Core and a cart command in one transaction: both are stored or neither.</summary>
public sealed class CartInHostTransactionTests : IAsyncLifetime
{
    private static readonly CartItem Mug = new() { Variant = "mug" };
    private readonly TestStore _at = new();
    private readonly IOmniStore _store;
    private OmniChannelRuntime _runtime = null!;

    public CartInHostTransactionTests() => _store = TestStore.At(_at.Place, impatient: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _runtime = await CartErrand.StartAsync(_store);
        Assert.IsType<CartResult.Applied>(await AddAsync("before", null));
        await using var shop = Open();
        await shop.Database.ExecuteSqlRawAsync(shop.Database.GenerateCreateScript(), Token);
    }

    [Fact(Timeout = 600_000)]
    public async Task Commit_OfTheHost_StoresTheOrderAndTheCommand()
    {
        await InTransactionAsync(transaction => transaction.CommitAsync(Token));

        Assert.Equal((1, 2), await CountAsync());
        Assert.True(Assert.IsType<CartResult.Applied>(await AddAsync("joined", null)).IsReplay);
        Assert.True(await _runtime.Carts.VerifyAsync(CartErrand.Anna, Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Rollback_OfTheHost_StoresNeither()
    {
        await InTransactionAsync(transaction => transaction.RollbackAsync(Token));

        Assert.Equal((0, 1), await CountAsync());
        Assert.False(Assert.IsType<CartResult.Applied>(await AddAsync("joined", null)).IsReplay);
        Assert.True(await _runtime.Carts.VerifyAsync(CartErrand.Anna, Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Refused_InTheHostsTransaction_LeavesItUsable()
    {
        await using (var shop = Open())
        await using (var transaction = await shop.Database.BeginTransactionAsync(Token))
        {
            var refused = await _runtime.Carts.DoAsync(CartErrand.Anna, CartCommand.Add(Mug) with { OpId = "late", ExpectedVersion = 99 }, transaction.GetDbTransaction(), Token);
            Assert.IsType<CartResult.Refused>(refused);
            shop.Orders.Add(new Order { Id = 1001, Customer = "anna" });
            await shop.SaveChangesAsync(Token);
            await transaction.CommitAsync(Token);
        }

        Assert.Equal((1, 1), await CountAsync());
    }

    [Theory(Timeout = 600_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Complete_InTheHostsTransaction_RedeemsTheCodeOnlyIfTheHostCommits(bool commits)
    {
        await _runtime.Coupons.DeclareAsync(new Coupon { Code = "ONCE", Amount = Money.Of(1, "EUR"), MaxRedemptions = 1 }, Token);
        await _runtime.Carts.DoAsync(CartErrand.Anna, CartCommand.Set(Mug, 2) with { Price = Money.Of(10, "EUR") }, cancellationToken: Token);
        var seen = Assert.IsType<CartResult.Applied>(await _runtime.Carts.DoAsync(CartErrand.Anna, CartCommand.AddCode("ONCE"), cancellationToken: Token)).View;
        var claim = Assert.IsType<CartResult.Applied>(await _runtime.Carts.ClaimAsync(CartErrand.Anna, new CartClaim { TotalHash = seen.TotalHash }, cancellationToken: Token));
        await using (var shop = Open())
        await using (var transaction = await shop.Database.BeginTransactionAsync(Token))
        {
            var order = Assert.IsType<CartResult.Applied>(await _runtime.Carts.CompleteAsync(CartErrand.Anna, claim.Version, "o-1", transaction.GetDbTransaction(), Token));
            Assert.Equal(Money.Of(19, "EUR"), order.View.ToPay);
            await (commits ? transaction.CommitAsync(Token) : transaction.RollbackAsync(Token));
        }

        Assert.Equal(commits ? 1 : 0, await _runtime.Coupons.CountAsync("ONCE", Token));
        Assert.Equal(commits, Assert.IsType<CartResult.Applied>(await _runtime.Carts.CompleteAsync(CartErrand.Anna, claim.Version, "o-1", cancellationToken: Token)).IsReplay);
        Assert.Equal(1, await _runtime.Coupons.CountAsync("ONCE", Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _store.DisposeAsync();
        await _at.DisposeAsync();
    }

    private async Task InTransactionAsync(Func<IDbContextTransaction, Task> end)
    {
        await using var shop = Open();
        await using var transaction = await shop.Database.BeginTransactionAsync(Token);
        shop.Orders.Add(new Order { Id = 1001, Customer = "anna" });
        await shop.SaveChangesAsync(Token);
        var applied = Assert.IsType<CartResult.Applied>(await AddAsync("joined", transaction));
        Assert.Equal(2, Assert.Single(applied.View.Lines).Quantity);

        // And once more after us: the transaction is as usable as before.
        shop.Orders.Single().Customer = "anna smith";
        await shop.SaveChangesAsync(Token);
        await end(transaction);
    }

    private ValueTask<CartResult> AddAsync(string id, IDbContextTransaction? transaction) =>
        _runtime.Carts.DoAsync(CartErrand.Anna, CartCommand.Add(Mug) with { OpId = id }, transaction?.GetDbTransaction(), Token);

    private async Task<(int Orders, int Pieces)> CountAsync()
    {
        await using var shop = Open();
        var view = await _runtime.Carts.ReadAsync(CartErrand.Anna, Token);
        return (await shop.Orders.CountAsync(Token), view!.Lines.Sum(line => line.Quantity));
    }

    private Shop Open()
    {
        var options = new DbContextOptionsBuilder<Shop>();
        TestStore.UseDatabase(options, _at.Place);
        return new Shop(options.Options);
    }
}
