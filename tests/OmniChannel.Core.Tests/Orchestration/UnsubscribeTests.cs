namespace OmniChannel.Tests.Orchestration;

public sealed class UnsubscribeTests
{
    private static MemoryStream OneClick => new("List-Unsubscribe=One-Click"u8.ToArray());

    [Fact]
    public async Task Unsubscribe_ByOneClick_ForbidsThePurposeForMessagesAlreadyQueuedToo()
    {
        await using var shop = await Shop.OpenAsync();
        var token = await TokenAsync(shop);
        var queued = await shop.QueueAsync();

        Assert.Equal(UnsubscribeResult.Unsubscribed, await shop.Runtime.UnsubscribeAsync(token, OneClick, Shop.Stop));
        await shop.DispatchAsync();

        Assert.Equal(DeliveryStatus.Skipped, (await shop.ReportAsync(queued)).Status);
        Assert.Single(shop.Mail.Given);
        Assert.Contains("one-click unsubscribe", (await shop.TimelineAsync())[^2].Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsubscribe_Again_ChangesNothing_ButWorksAfterANewConsent()
    {
        await using var shop = await Shop.OpenAsync();
        var token = await TokenAsync(shop);
        await shop.Runtime.UnsubscribeAsync(token, OneClick, Shop.Stop);
        var types = await shop.TypesAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(UnsubscribeResult.Unsubscribed, await shop.Runtime.UnsubscribeAsync(token, OneClick, Shop.Stop));
        Assert.Equal(types, await shop.TypesAsync());

        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Grant(Purpose.Marketing, Channel.Email, shop.Clock.GetUtcNow(), "form"), cancellationToken: Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Runtime.UnsubscribeAsync(token, OneClick, Shop.Stop);
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
    }

    [Fact]
    public async Task Unsubscribe_AfterAGrantByAClockThatRunsAhead_HoldsNevertheless()
    {
        await using var shop = await Shop.OpenAsync();
        var token = await TokenAsync(shop);
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Shop.Noon.AddHours(2), "a form in local time"), cancellationToken: Shop.Stop);

        await shop.Runtime.UnsubscribeAsync(token, OneClick, Shop.Stop);

        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
        shop.Clock.Advance(TimeSpan.FromHours(3));
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
    }

    [Fact]
    public async Task Unsubscribe_WithAnUnknownToken_SaysSo()
    {
        await using var shop = await Shop.OpenAsync();

        Assert.Equal(UnsubscribeResult.UnknownToken, await shop.Runtime.UnsubscribeAsync("0000", OneClick, Shop.Stop));
    }

    [Fact]
    public async Task Unsubscribe_OfAScannerThatOnlyLooks_DoesNothing()
    {
        await using var shop = await Shop.OpenAsync();
        var token = await TokenAsync(shop);

        Assert.Equal(UnsubscribeResult.NotOneClick, await shop.Runtime.UnsubscribeAsync(token, Stream.Null, Shop.Stop));

        Assert.IsType<SendResult.Queued>(await shop.SendAsync());
    }

    [Fact]
    public async Task Store_OfTheToken_HoldsOnlyItsHash()
    {
        await using var shop = await Shop.OpenAsync();
        var token = await TokenAsync(shop);

        Assert.Null(await shop.Store.FindAsync(TenantId.Default, OmniChannel.Storage.LookupKind.UnsubscribeToken, token, Shop.Noon, Shop.Stop));
    }

    [Theory]
    [InlineData("List-Unsubscribe=One-Click")]
    [InlineData("List-Unsubscribe=One-Click\r\n")]
    [InlineData("a=b&list-unsubscribe=one-click&c")]
    [InlineData("List%2DUnsubscribe=One%2DClick")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n")]
    [InlineData("--x\nContent-Disposition: form-data; name=\"other\"\n\n1\n--x\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\n\nOne-Click\n--x--")]
    public void IsOneClick_ForABodyThatSaysIt_IsTrue(string form) => Assert.True(OneClickForm.IsOneClick(form));

    [Theory]
    [InlineData("")]
    [InlineData("List-Unsubscribe")]
    [InlineData("List-Unsubscribe=Two-Clicks")]
    [InlineData("X-List-Unsubscribe=One-Click")]
    [InlineData("--")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nList-Unsubscribe=One-Click\r\n--x--")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click and more\r\n--x--")]
    [InlineData("{\"List-Unsubscribe\":\"One-Click\"}")]
    public void IsOneClick_ForAnyOther_IsFalse(string form) => Assert.False(OneClickForm.IsOneClick(form));

    [Theory]
    [InlineData(8192, true, 8192)]
    [InlineData(8193, false, 8193)]
    [InlineData(10_000_000, false, 8193)]
    public async Task IsOneClickAsync_ForALargeBody_ReadsNoMoreThanAFormMayHave(int length, bool isOneClick, int read)
    {
        using var body = new MemoryStream(System.Text.Encoding.ASCII.GetBytes("List-Unsubscribe=One-Click".PadRight(length, '&')));

        Assert.Equal(isOneClick, await OneClickForm.IsOneClickAsync(body, Shop.Stop));
        Assert.Equal(read, body.Position);
    }

    private static async Task<string> TokenAsync(Shop shop)
    {
        await ReceiptTests.SentAsync(shop);
        return shop.Mail.Given[0].UnsubscribeLink!.Segments[^1];
    }
}
