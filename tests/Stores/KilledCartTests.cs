namespace OmniChannel.Tests.Stores;

/// <summary>A process killed at any statement of a command, a link, a claim or a completion: repeated, everything is there once (P15), the order is what was claimed (P16), and every row is its log's (P18).</summary>
public sealed class KilledCartTests : IAsyncDisposable
{
    private readonly TestStore at = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Visits 1: the first command. 3 and 4: both sides of the link. 6: the claim. 8: the completion. Commits come once for the link.</summary>
    public static TheoryData<string, int> Places => new(
        from failpoint in Failpoints.OfCarts
        from visit in failpoint is Failpoints.CartAppended or Failpoints.CartPut ? (int[])[1, 3, 4, 6, 8] : [1, 3, 5, 7]
        select (failpoint, visit));

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Places))]
    public async Task Kill_AtAnyStatement_LosesNothingAndDoublesNothing(string failpoint, int visit)
    {
        Assert.False(await RunAsync($"{failpoint};{visit}"), "The process was to die there, and finished.");
        await AssertHeadsAreLogsAsync();

        Assert.True(await RunAsync(";0"), "The restarted process did not finish.");

        await AssertHeadsAreLogsAsync();
        await using var store = TestStore.At(at.Place);
        await using var runtime = await CartErrand.StartAsync(store);
        Assert.Equal("Ordered o-1: 3 mug, 1 lamp", await ShownAsync(runtime, CartErrand.Anna));
        Assert.Equal("Active : 4 lamp", await ShownAsync(runtime, new CartId(CartErrand.Anna.Customer, 2)));
        Assert.Equal("Merged : 1 lamp", await ShownAsync(runtime, CartErrand.Guest));
        var entries = new List<string>();
        await foreach (var entry in runtime.ReadTimelineAsync(CartErrand.Anna.Customer, Token))
        {
            entries.Add(entry.Type);
        }

        Assert.Equal(["cart.added", "cart.added", "cart.added", "cart.claimed", "cart.linked", "cart.ordered"], entries.Order(StringComparer.Ordinal));
    }

    public ValueTask DisposeAsync() => at.DisposeAsync();

    private static async Task<string> ShownAsync(OmniChannelRuntime runtime, CartId cart) =>
        await runtime.Carts.ReadAsync(cart, Token) is { } view ? $"{view.Stage} {view.Order}: {string.Join(", ", view.Lines.Select(line => $"{line.Quantity} {line.Item.Variant}"))}" : "none";

    private async Task AssertHeadsAreLogsAsync()
    {
        await using var store = TestStore.At(at.Place);
        await using var runtime = await CartErrand.StartAsync(store);
        foreach (var cart in (CartId[])[CartErrand.Anna, new CartId(CartErrand.Anna.Customer, 2), CartErrand.Guest])
        {
            Assert.True(await runtime.Carts.VerifyAsync(cart, Token), $"The row of {cart} is not its log's.");
        }
    }

    /// <returns>Whether the child came to its end.</returns>
    private async Task<bool> RunAsync(string place)
    {
        using var child = ChildProcess.Start("cart:" + place, at.Place);
        return (await child.ReadToEndAsync(Token)).Contains("done", StringComparison.Ordinal);
    }
}
