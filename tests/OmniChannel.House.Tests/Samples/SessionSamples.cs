namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/sessions.md shows.</summary>
public sealed class SessionSamples
{
    [Fact]
    public async Task HandOff_OfThePage_CarriesTheSessionOn()
    {
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup());
        await runtime.StartAsync(TestContext.Current.CancellationToken);
        var cancellationToken = TestContext.Current.CancellationToken;
        CustomerId visitor = new("visitor-1");

        #region HandOff
        // On the website: the token goes into a cookie.
        var web = await runtime.Sessions.StartAsync(visitor, new SessionMove { Page = "/shoes/42", Device = DeviceKind.Desktop }, cancellationToken);
        await runtime.Sessions.MoveAsync(web.Token, new SessionMove { Step = "checkout/address" }, cancellationToken);

        // "Go on in the app": a QR code that is good once, for five minutes.
        var request = new HandOffRequest { Customer = visitor, Session = web.Session.Id, Audience = "app" };
        var handOff = await runtime.HandOffs.MintAsync(request, cancellationToken);
        var link = handOff!.ToUri(new Uri("https://shop.example/h"));

        // In the app: the same session, under a token of its own.
        var redeemed = await runtime.HandOffs.RedeemAsync(link.Segments[^1], "app", DeviceKind.Mobile, cancellationToken);
        var session = (redeemed as RedeemResult.Redeemed)?.Handle.Session;
        #endregion

        Assert.Equal(("/shoes/42", "checkout/address"), (session?.Page, session?.Step));
    }

    [Fact]
    public async Task Code_OfThePage_BeginsASession()
    {
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup());
        await runtime.StartAsync(TestContext.Current.CancellationToken);
        var cancellationToken = TestContext.Current.CancellationToken;

        #region Code
        await runtime.PrintedCodes.PublishAsync(new PrintedCode { Id = new("DROP-BERLIN"), Items = [new("shoe-42")], Places = ["berlin"], MaxScans = 20_000 }, cancellationToken);

        var scan = await runtime.PrintedCodes.ScanAsync(new("drop-berlin"), "berlin", DeviceKind.Mobile, cancellationToken) switch
        {
            ScanResult.Started { Handle: var handle } => $"a session of its own, looking at {handle.Session.Viewed[0]}",
            ScanResult.Refused { Because: var why } => $"none: {why}",
            _ => "",
        };
        #endregion

        Assert.Equal("a session of its own, looking at shoe-42", scan);
    }
}
