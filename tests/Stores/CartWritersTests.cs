using System.Globalization;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>32 writers on one cart: what was acknowledged is in it, and every read lies between what was acknowledged and what was attempted.</summary>
public sealed class CartWritersTests : IAsyncLifetime
{
    private const int Writers = 32;
    private const int Each = 24;
    private static readonly CartId Anna = new(new CustomerId("anna"));
    private static readonly CartItem Mug = new() { Variant = "mug" };
    private readonly TestStore at = new();
    private Storage.IOmniStore store = null!;
    private readonly List<CounterEvent> history = [];
    private OmniChannelRuntime runtime = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = TestStore.At(at.Place);
        runtime = OmniChannelRuntime.Create(new OmniChannelSetup
        {
            Store = store,
            Time = new ManualClock(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero)),
        });
        await runtime.StartAsync(Token);
    }

    [Fact(Timeout = 600_000)]
    public async Task Adds_OfManyWriters_AreAllThereAndReadInBounds()
    {
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer), Token)));

        Assert.Equal(Writers * Each, (await runtime.Carts.ReadAsync(Anna, Token))!.Lines.Single().Quantity);
        var (valid, reads) = CounterHistory.Judge(history);
        Assert.True(valid, string.Join(", ", reads.Where(read => read.Read < read.Lower || read.Read > read.Upper)));
        Assert.True(reads.Count >= Writers, "too few reads");
        Assert.True(await runtime.Carts.VerifyAsync(Anna, Token));
    }

    /// <summary>Each item is added by one, and by some removed by those who have seen it: none that was acknowledged and not removed is missing, none that was removed is there.</summary>
    [Fact(Timeout = 600_000)]
    public async Task Items_OfManyWriters_AreASet()
    {
        var kept = new bool[Writers * 8];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                for (var i = writer * 8; i < (writer + 1) * 8; i++)
                {
                    var item = new CartItem { Variant = i.ToString(CultureInfo.InvariantCulture) };
                    var added = Assert.IsType<CartResult.Applied>(await runtime.Carts.DoAsync(Anna, CartCommand.Add(item) with { Actor = $"w{writer}" }, cancellationToken: Token));
                    kept[i] = i % 3 != 0 || await runtime.Carts.DoAsync(Anna, CartCommand.Remove(item) with { Actor = $"w{writer}", BasedOn = added.Version }, cancellationToken: Token) is not CartResult.Applied;
                }
            },
            Token)));

        var expected = Enumerable.Range(0, kept.Length).Where(i => kept[i]).Select(i => i.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await runtime.Carts.ReadAsync(Anna, Token))!.Lines.Select(line => line.Item.Variant).Order(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await runtime.DisposeAsync();
        await store.DisposeAsync();
        await at.DisposeAsync();
    }

    private async Task WriteAsync(int writer)
    {
        for (var i = 0; i < Each; i++)
        {
            Note(new CounterEvent("invoke", writer, "add", 1));
            var command = CartCommand.Add(Mug) with { Actor = $"w{writer}", ActorSequence = i + 1, OpId = $"{writer}-{i}" };
            Assert.IsType<CartResult.Applied>(await runtime.Carts.DoAsync(Anna, command, cancellationToken: Token));
            Note(new CounterEvent("ok", writer, "add", 1));
            if (i % 8 == 7)
            {
                Note(new CounterEvent("invoke", writer, "read", null));
                var read = (await runtime.Carts.ReadAsync(Anna, Token))!.Lines.Single().Quantity;
                Note(new CounterEvent("ok", writer, "read", read));
            }
        }
    }

    private void Note(CounterEvent one)
    {
        lock (history)
        {
            history.Add(one);
        }
    }
}
