namespace OmniChannel.Tests.Orchestration;

public sealed class RecordChecksTests
{
    private static readonly Touchpoint Visit = new() { Source = "/shop", Id = "1", Type = TouchpointType.MessageReceived, Customer = Shop.Anna, At = Shop.Noon, Channel = Channel.WhatsApp };

    [Theory]
    [InlineData(0, true)]
    [InlineData(24 * 60, true)]
    [InlineData((24 * 60) + 1, false)]
    [InlineData(int.MaxValue, false)]
    public async Task Record_OfWhatHasNotHappenedYet_IsRefusedBeyondADay(int minutesAhead, bool passes)
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await shop.QueueAsync();
        var at = Shop.Noon.AddMinutes(minutesAhead);

        foreach (var record in new Func<Task>[]
        {
            async () => await shop.Runtime.RecordAsync(Visit with { At = at }, cancellationToken: Shop.Stop),
            async () => await shop.Runtime.RecordAsync(new Receipt { Source = "/shop", Id = "2", Delivery = delivery, Kind = ReceiptKind.Replied, At = at }, cancellationToken: Shop.Stop),
            async () => await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, at, "form"), cancellationToken: Shop.Stop),
            async () => await shop.Runtime.SaveAsync(Shop.Profile with { Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, at, "form")] }, Shop.Stop),
        })
        {
            var thrown = await Record.ExceptionAsync(record);

            Assert.Equal(passes, thrown is null);
            Assert.True(passes || (thrown is ArgumentException && thrown.Message.Contains("more than a day ahead of the clock", StringComparison.Ordinal)), thrown?.ToString());
        }
    }

    [Fact]
    public async Task Record_OfWhatIsTooLarge_IsRefusedAndSaysWhat()
    {
        await using var shop = await Shop.OpenAsync();
        var large = new string('x', 4001);
        var consent = ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Shop.Noon, "form");

        await Refused("data entry 'note' has 4001 characters", async () => await shop.Runtime.RecordAsync(Visit with { Data = new Dictionary<string, string> { ["note"] = large } }, cancellationToken: Shop.Stop));
        await Refused("name of a data entry has 4001 characters", async () => await shop.Runtime.RecordAsync(Visit with { Data = new Dictionary<string, string> { [large] = "" } }, cancellationToken: Shop.Stop));
        await Refused("wording has 4001 characters", async () => await shop.Runtime.RecordAsync(Shop.Anna, consent with { Wording = large }, cancellationToken: Shop.Stop));
        await Refused("consent 1 (marketing on email): its wording", async () => await shop.Runtime.SaveAsync(Shop.Profile with { Consents = [consent with { Wording = large }] }, Shop.Stop));
        await Refused("consent 1 (marketing on email): its source has 0", async () => await shop.Runtime.SaveAsync(Shop.Profile with { Consents = [consent with { Source = "" }] }, Shop.Stop));
        await Refused("its name is longer than 200", async () => await shop.Runtime.SaveAsync(Shop.Profile with { Name = large }, Shop.Stop));
        await Refused("at most 200 are allowed", async () => await shop.SendAsync(Shop.Message with { Data = new Dictionary<string, string> { [large] = "" } }));

        Assert.Empty(await shop.TimelineAsync());
        Assert.Equal(Shop.Profile.Name, (await shop.Runtime.FindCustomerAsync(Shop.Anna, Shop.Stop))!.Name);

        static async Task Refused(string because, Func<Task> act) =>
            Assert.Contains(because, (await Assert.ThrowsAsync<ArgumentException>(act)).Message, StringComparison.Ordinal);
    }
}
