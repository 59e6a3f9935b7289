namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/inventory.md shows.</summary>
public sealed class InventorySamples
{
    [Fact]
    public async Task Reserve_OfThePage_KeepsAndTakes()
    {
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup());
        await runtime.StartAsync(TestContext.Current.CancellationToken);
        var cancellationToken = TestContext.Current.CancellationToken;

        #region Reserve
        var inventory = runtime.Inventory; // in a host: from the container
        StockItem shoe = new("shoe-42-red");
        await inventory.ReceiveAsync(shoe, new("warehouse"), 40, "delivery-note-4711", cancellationToken: cancellationToken);
        await inventory.ReceiveAsync(shoe, new("store-berlin"), 3, "delivery-note-4712", cancellationToken: cancellationToken);

        var wish = new StockRequest
        {
            Item = shoe,
            Reservation = new("order-1/line-1"),
            Quantity = 2,
            From = [new("store-berlin")], // for a pickup there; leave it out for "wherever there is enough"
            Until = DateTimeOffset.Parse("2100-01-01T12:10:00Z", System.Globalization.CultureInfo.InvariantCulture),
        };
        var answer = await inventory.ReserveAsync(wish, cancellationToken: cancellationToken) switch
        {
            ReserveResult.Reserved { Reservation: var kept } => $"kept {kept.Quantity}",
            ReserveResult.Insufficient { Available: var left } => $"only {left} left",
            _ => "",
        };

        await inventory.TakeAsync(shoe, wish.Reservation, cancellationToken: cancellationToken); // paid: they leave the stock, once
        #endregion

        Assert.Equal("kept 2", answer);
        Assert.Equal(41, (await inventory.FindAsync(shoe, cancellationToken)).Available);
    }
}
