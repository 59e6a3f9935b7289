namespace OmniChannel.Tests.Stores;

/// <summary>A product drop: 1,000 pieces, 20,000 customers, 64 of them at once.</summary>
public sealed class DropTests : IAsyncLifetime
{
    private const int Pieces = 1_000;
    private const int Customers = 20_000;
    private const int Writers = 64;
    private static readonly StockItem Shoe = new("drop-shoe");
    private readonly TestStore _place = new();
    private Storage.IOmniStore _store = null!;
    private OmniChannelRuntime _runtime = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = TestStore.At(_place.Place);
        _runtime = OmniChannelRuntime.Create(new OmniChannelSetup { Store = _store });
        await _runtime.StartAsync(Token);
        await _runtime.Inventory.ReceiveAsync(Shoe, new("warehouse"), 700, "note-1", cancellationToken: Token);
        await _runtime.Inventory.ReceiveAsync(Shoe, new("flagship"), 300, "note-2", cancellationToken: Token);
    }

    [Fact(Timeout = 600_000)]
    public async Task Reserve_MoreAskThanThereIs_ExactlyWhatThereIsIsReserved()
    {
        var next = -1;
        var reserved = new bool[Customers];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            async () =>
            {
                for (var customer = Interlocked.Increment(ref next); customer < Customers; customer = Interlocked.Increment(ref next))
                {
                    var result = await _runtime.Inventory.ReserveAsync(Ask(customer), cancellationToken: Token);
                    reserved[customer] = result is ReserveResult.Reserved;
                }
            },
            Token)));

        Assert.Equal(Pieces, reserved.Count(won => won));
        var view = await _runtime.Inventory.FindAsync(Shoe, Token);
        Assert.Equal((Pieces, Pieces, 0), (view.Levels.Sum(level => level.OnHand), view.Levels.Sum(level => level.Reserved), view.Available));
        for (var customer = 0; customer < Customers; customer++)
        {
            var kept = reserved[customer] || customer % 97 == 0 ? await _runtime.Inventory.FindAsync(Shoe, Ask(customer).Reservation, Token) : null;
            Assert.Equal(reserved[customer] ? 1 : 0, kept?.Quantity ?? 0);
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task Scan_OnePrintedCodeForAll_ExactlyWhatThereIsIsReserved()
    {
        var code = new PrintedCode { Id = new("DROP"), Items = [Shoe], MaxScans = Customers };
        await _runtime.PrintedCodes.PublishAsync(code, Token);
        var next = -1;
        var sessions = new SessionHandle?[Customers];
        var reserved = new bool[Customers];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            async () =>
            {
                for (var scan = Interlocked.Increment(ref next); scan < Customers; scan = Interlocked.Increment(ref next))
                {
                    var started = await _runtime.PrintedCodes.ScanAsync(code.Id, device: DeviceKind.Mobile, cancellationToken: Token);
                    sessions[scan] = Assert.IsType<ScanResult.Started>(started).Handle;
                    var wish = new StockRequest { Item = Shoe, Reservation = new(sessions[scan]!.Session.Id.Value), Quantity = 1 };
                    reserved[scan] = await _runtime.Inventory.ReserveAsync(wish, cancellationToken: Token) is ReserveResult.Reserved;
                }
            },
            Token)));

        Assert.Equal(Pieces, reserved.Count(won => won));
        Assert.Equal(Customers, await _runtime.PrintedCodes.CountAsync(code.Id, Token));
        Assert.Equal(Customers, sessions.Select(handle => handle!.Session.Customer).Distinct().Count());
        Assert.Equal(Customers, sessions.Select(handle => handle!.Token).Distinct().Count());
        Assert.Equal(0, (await _runtime.Inventory.FindAsync(Shoe, Token)).Available);
        Assert.IsType<ScanResult.Refused>(await _runtime.PrintedCodes.ScanAsync(code.Id, cancellationToken: Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _store.DisposeAsync();
        await _place.DisposeAsync();
    }

    private static StockRequest Ask(int customer) => new() { Item = Shoe, Reservation = new($"order-{customer}"), Quantity = 1 };
}
