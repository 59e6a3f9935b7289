using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

/// <summary>Whatever shuts an address does so at once: the next message is not decided for it, and one that is queued already is skipped at the moment of sending.</summary>
public sealed class SuppressionTests
{
    private static readonly CustomerId Ben = new("ben");

    public static TheoryData<string> Paths => ["hard bounce", "complaint", "rejected address", "unsubscribed", "consent denied", "one-click", "stop", "added by hand", "imported", "another customer's bounce", "a linked customer's complaint"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Dispatch_OfWhatWasQueuedBefore_IsSkippedWithThatReason(string path)
    {
        var isText = path == "stop";
        var text = new ScriptedAdapter(Channel.Sms);
        await using var shop = await Shop.OpenAsync(setup => setup.Adapters[1] = text);
        await shop.Runtime.SaveAsync(Shop.Profile with
        {
            ContactPoints = [isText ? ContactPoint.Sms("+4915112345678") : ContactPoint.Email(Shop.AnnasMailbox)],
            Consents = [.. Shop.Profile.Consents, ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, Shop.Noon.AddDays(-30), "form")],
        }, Shop.Stop);
        var sent = await ReceiptTests.SentAsync(shop);
        var waiting = Assert.IsType<SendResult.Deferred>(await shop.SendAsync(options: new SendOptions { NotBefore = Shop.Noon.AddHours(2) })).Delivery;

        await HappenAsync(shop, path, sent);
        var calls = shop.Mail.Given.Count + text.Given.Count;
        shop.Clock.Advance(TimeSpan.FromHours(3));
        await shop.DispatchAsync();

        var report = await shop.ReportAsync(waiting);
        Assert.Equal(DeliveryStatus.Skipped, report.Status);
        Assert.Equal(path is "unsubscribed" or "consent denied" or "one-click" ? "consent.denied" : "suppression.address", report.Reason?.Code);
        Assert.Equal(calls, shop.Mail.Given.Count + text.Given.Count);
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
        var decision = await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop);
        Assert.Null(decision.Choice);
        Assert.Null((await shop.Runtime.LoadAsync(Shop.Reminder, Shop.Anna, Shop.Stop)).Decide(Shop.Message).Choice);
    }

    [Theory]
    [InlineData(ReceiptKind.HardBounced, true)]
    [InlineData(ReceiptKind.Complained, false)]
    public async Task Record_ForAnAddressThatTwoShare_ShutsItForBothWhereTheCauseIsTheAddresss(ReceiptKind kind, bool shutsBoth)
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.SaveAsync(Shop.Profile with { Id = Ben }, Shop.Stop);

        await RecordAsync(shop, await ReceiptTests.SentAsync(shop), kind, "1", Shop.Noon);

        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
        var bens = await shop.Runtime.SendAsync(Shop.Message, Ben, null, Shop.Stop);
        Assert.Equal(shutsBoth, bens is SendResult.Skipped);
    }

    [Fact]
    public async Task Lift_ThenALateBounceThenALaterOne_ShutsAgainByTheLaterOnly()
    {
        await using var shop = await Shop.OpenAsync();
        var sent = await ReceiptTests.SentAsync(shop);
        await RecordAsync(shop, sent, ReceiptKind.HardBounced, "1", Shop.Noon);
        shop.Clock.Advance(TimeSpan.FromHours(1));

        Assert.True(await shop.Runtime.Suppressions.LiftAsync(Channel.Email, Shop.AnnasMailbox, null, "bea@support", "the mailbox was full of holes and is mended", Shop.Stop));
        Assert.False(await shop.Runtime.Suppressions.LiftAsync(Channel.Email, Shop.AnnasMailbox, null, "bea@support", "again", Shop.Stop));
        Assert.NotNull((await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop)).Choice);
        await RecordAsync(shop, sent, ReceiptKind.HardBounced, "2", Shop.Noon.AddMinutes(30));
        Assert.NotNull((await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop)).Choice);
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await RecordAsync(shop, sent, ReceiptKind.HardBounced, "3", Shop.Noon.AddHours(2));
        Assert.Null((await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop)).Choice);

        var history = new List<SuppressionAudit>();
        await foreach (var entry in shop.Runtime.Suppressions.ReadHistoryAsync(Channel.Email, Shop.AnnasMailbox, Shop.Stop))
        {
            history.Add(entry);
        }

        Assert.Equal(["/webhooks/mail", "bea@support", "/webhooks/mail"], history.Where(one => one.IsLift || one.At != Shop.Noon.AddMinutes(30)).Select(one => one.By));
        Assert.Equal(("the mailbox was full of holes and is mended", Shop.Noon.AddHours(1)), (history.Single(one => one.IsLift).Because!, history.Single(one => one.IsLift).At));
    }

    [Fact]
    public async Task Lift_OfAComplaint_OpensTheAddressAndGrantsNothing()
    {
        await using var shop = await Shop.OpenAsync();
        await RecordAsync(shop, await ReceiptTests.SentAsync(shop), ReceiptKind.Complained, "1", Shop.Noon);
        shop.Clock.Advance(TimeSpan.FromHours(1));

        Assert.False(await shop.Runtime.Suppressions.LiftAsync(Channel.Email, Shop.AnnasMailbox, null, "bea", "nobody's", Shop.Stop));
        Assert.True(await shop.Runtime.Suppressions.LiftAsync(Channel.Email, Shop.AnnasMailbox, Shop.Anna, "bea", "she asked for it", Shop.Stop));

        var blocks = (await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop))[Channel.Email]!.Blocks;
        Assert.Equal([Gate.Consent], blocks.Select(block => block.Gate));
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Grant(Purpose.Marketing, Channel.Email, shop.Clock.GetUtcNow(), "form"), cancellationToken: Shop.Stop);
        Assert.IsType<SendResult.Queued>(await shop.SendAsync());
    }

    [Fact]
    public async Task Receive_StartAfterStop_OpensTheNumberAgain()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.SaveAsync(Shop.Profile with { ContactPoints = [ContactPoint.Sms("+4915112345678")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, Shop.Noon.AddDays(-1), "form")] }, Shop.Stop);
        await WriteAsync(shop, "stop!", "1");
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
        shop.Clock.Advance(TimeSpan.FromMinutes(1));

        await WriteAsync(shop, "Start", "2");

        Assert.IsType<SendResult.Queued>(await shop.SendAsync());
    }

    [Theory]
    [InlineData(SuppressionFormat.Csv)]
    [InlineData(SuppressionFormat.JsonLines)]
    public async Task ExportThenImport_ElsewhereAndTwice_ShutsTheSame(SuppressionFormat format)
    {
        await using var shop = await Shop.OpenAsync();
        await using var other = await Shop.OpenAsync();
        await RecordAsync(shop, await ReceiptTests.SentAsync(shop), ReceiptKind.HardBounced, "1", Shop.Noon);
        foreach (var (address, customer) in new[] { ("\"odd, one\"@example.com", (CustomerId?)null), ("c@example.com", Ben), ("d@example.com", null) })
        {
            Assert.True(await shop.Runtime.Suppressions.AddAsync(new SuppressionEntry { Channel = Channel.Email, Address = address, Customer = customer, Cause = SuppressionCause.Manual, At = Shop.Noon, By = "bea" }, Shop.Stop));
        }

        using var file = new MemoryStream();
        Assert.Equal(4, await shop.Runtime.Suppressions.ExportAsync(file, format, Shop.Stop));
        for (var time = 0; time < 2; time++)
        {
            file.Position = 0;
            var import = await other.Runtime.Suppressions.ImportAsync(file, format, "move", Shop.Stop);
            Assert.Equal((4, 0, 0), (import.Holding, import.Lifted, import.Problems.Count));
        }

        Assert.Equal(await ListAsync(shop), await ListAsync(other));
        Assert.IsType<SendResult.Skipped>(await other.SendAsync());
    }

    [Fact]
    public async Task Import_OfWhatWasLifted_LeavesItLifted()
    {
        await using var shop = await Shop.OpenAsync();
        await RecordAsync(shop, await ReceiptTests.SentAsync(shop), ReceiptKind.HardBounced, "1", Shop.Noon);
        using var file = new MemoryStream();
        await shop.Runtime.Suppressions.ExportAsync(file, SuppressionFormat.Csv, Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.Runtime.Suppressions.LiftAsync(Channel.Email, Shop.AnnasMailbox, null, "bea", "mended", Shop.Stop);
        file.Position = 0;

        Assert.Equal(1, (await shop.Runtime.Suppressions.ImportAsync(file, SuppressionFormat.Csv, "backup", Shop.Stop)).Lifted);

        Assert.IsType<SendResult.Queued>(await shop.SendAsync());
    }

    [Fact]
    public async Task Import_OfLinesThatSayNothing_NamesThemAndTakesTheOthers()
    {
        await using var shop = await Shop.OpenAsync();
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("channel,address\nemail,x@example.com\nemail\n,y@example.com\nemail,\n\"email,z@example.com\nemail,w@example.com\n"));

        var import = await shop.Runtime.Suppressions.ImportAsync(file, SuppressionFormat.Csv, "esp", Shop.Stop);

        Assert.Equal((2, "3 4 5 6"), (import.Holding, string.Join(' ', import.Problems.Select(one => one.Line))));
        Assert.DoesNotContain(import.Problems, one => one.Problem.Contains('@', StringComparison.Ordinal));
        Assert.Equal(["esp", "esp"], (await shop.Runtime.Suppressions.ReadAsync(cancellationToken: Shop.Stop)).Entries.Select(entry => entry.By));
    }

    [Theory]
    [InlineData(ReceiptKind.HardBounced)]
    [InlineData(ReceiptKind.Complained)]
    public async Task Erase_WhoIsOnTheList_KeepsItByHashOnly(ReceiptKind kind)
    {
        await using var shop = await Shop.OpenAsync();
        await RecordAsync(shop, await ReceiptTests.SentAsync(shop), kind, "1", Shop.Noon);
        using var before = new MemoryStream();
        await shop.Runtime.Suppressions.ExportAsync(before, SuppressionFormat.JsonLines, Shop.Stop);
        using var known = new MemoryStream();
        await shop.Runtime.PersonalData.ExportAsync(Shop.Anna, known, Shop.Stop);
        Assert.Contains($"\"cause\":\"{(kind == ReceiptKind.HardBounced ? "hard-bounce" : "complaint")}\"", Encoding.UTF8.GetString(known.ToArray()), StringComparison.Ordinal);

        await shop.Runtime.PersonalData.EraseAsync(Shop.Anna, Shop.Stop);
        before.Position = 0;
        await shop.Runtime.Suppressions.ImportAsync(before, SuppressionFormat.JsonLines, "backup", Shop.Stop);

        using var after = new MemoryStream();
        await shop.Runtime.Suppressions.ExportAsync(after, SuppressionFormat.JsonLines, Shop.Stop);
        var text = Encoding.UTF8.GetString(after.ToArray());
        Assert.DoesNotContain("anna", text, StringComparison.Ordinal);
        Assert.Contains(SuppressionBook.HashOf(Channel.Email, Shop.AnnasMailbox), text, StringComparison.Ordinal);
        await foreach (var entry in shop.Runtime.Suppressions.ReadHistoryAsync(Channel.Email, Shop.AnnasMailbox, Shop.Stop))
        {
            Assert.NotEqual(Shop.Anna, entry.Customer);
        }

        // Whoever brings the address back finds it shut.
        await shop.Runtime.SaveAsync(Shop.Profile with { Id = Ben }, Shop.Stop);
        Assert.IsType<SendResult.Skipped>(await shop.Runtime.SendAsync(Shop.Message, Ben, null, Shop.Stop));
    }

    [Fact]
    public async Task Read_PageByPage_GivesEveryEntryOnce()
    {
        await using var shop = await Shop.OpenAsync();
        for (var i = 0; i < 25; i++)
        {
            await shop.Runtime.Suppressions.AddAsync(new SuppressionEntry { Channel = Channel.Email, Address = $"n{i}@example.com", Cause = SuppressionCause.Manual, At = Shop.Noon, By = "bea" }, Shop.Stop);
        }

        var (all, next, pages) = (new List<string?>(), (string?)null, 0);
        do
        {
            var page = await shop.Runtime.Suppressions.ReadAsync(next, 10, Shop.Stop);
            all.AddRange(page.Entries.Select(entry => entry.Address));
            (next, pages) = (page.Next, pages + 1);
        }
        while (next is not null);

        Assert.Equal((25, 3), (all.Distinct().Count(), pages));
        Assert.Equal(25, all.Count);
    }

    [Fact]
    public void Fold_OfCausesAndOneLiftInAnyOrder_HoldsTheSame()
    {
        var causes = Gen.ArrayOf(Gen.Choose(0, 20)).Resize(6).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(causes, minutes =>
        {
            var lift = Shop.Noon.AddMinutes(10);
            var early = minutes.Where(minute => minute <= 10).Append(0).Aggregate((SuppressionRow?)null, Add);
            var lifted = SuppressionFold.Lift(early, null, null, lift);
            var inOrder = minutes.Where(minute => minute > 10).Order().Aggregate(lifted, Add)!.Holds.Single();
            var mixed = minutes.Reverse().Concat(minutes).Aggregate(lifted, Add)!.Holds.Single();
            return inOrder.Holds == mixed.Holds && inOrder.At == mixed.At && inOrder.Holds == minutes.Any(minute => minute > 10);
        }));
    }

    /// <summary>START takes back what the person said: a bounce or a complaint shuts the address whichever came first.</summary>
    [Fact]
    public void Fold_OfAStopAndOthersInAnyOrder_HoldsByTheOthers()
    {
        var causes = Gen.ArrayOf(Gen.Choose(0, 20)).Resize(6).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(causes, minutes =>
        {
            var inOrder = minutes.Append(30).Order().Aggregate((SuppressionRow?)null, AddMixed)!.Holds.Single();
            var mixed = minutes.Append(30).Reverse().Concat(minutes).Aggregate((SuppressionRow?)null, AddMixed)!.Holds.Single();
            return inOrder == mixed && inOrder.Cause == (minutes.Any(minute => minute % 2 == 1) ? SuppressionCause.HardBounce : SuppressionCause.Stop);
        }));
    }

    private static SuppressionRow AddMixed(SuppressionRow? row, int minute)
    {
        var at = Shop.Noon.AddMinutes(minute);
        return SuppressionFold.Add(row, Channel.Email, "a@b.c", new SuppressionHold { Cause = minute % 2 == 1 ? SuppressionCause.HardBounce : SuppressionCause.Stop, At = at, Last = at, By = "test" });
    }

    private static SuppressionRow Add(SuppressionRow? row, int minute)
    {
        var at = Shop.Noon.AddMinutes(minute);
        return SuppressionFold.Add(row, Channel.Email, "a@b.c", new SuppressionHold { Cause = SuppressionCause.HardBounce, At = at, Last = at, By = "test" });
    }

    private static async Task HappenAsync(Shop shop, string path, DeliveryId sent)
    {
        var at = shop.Clock.GetUtcNow();
        switch (path)
        {
            case "hard bounce":
                await RecordAsync(shop, sent, ReceiptKind.HardBounced, "1", at);
                break;
            case "complaint":
                await RecordAsync(shop, sent, ReceiptKind.Complained, "1", at);
                break;
            case "unsubscribed":
                await RecordAsync(shop, sent, ReceiptKind.Unsubscribed, "1", at);
                break;
            case "rejected address":
                shop.Mail.Answers(AttemptOutcome.Rejected(AttemptFault.Recipient, "550 5.1.1", "no such user"));
                await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Grant(Purpose.Transactional, Channel.Email, at, "order"), cancellationToken: Shop.Stop);
                await shop.QueueAsync(Shop.Message with { Purpose = Purpose.Transactional });
                await shop.DispatchAsync();
                break;
            case "consent denied":
                await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Deny(Purpose.Marketing, Channel.Email, at, "preferences"), cancellationToken: Shop.Stop);
                break;
            case "one-click":
                using (var form = new MemoryStream(Encoding.ASCII.GetBytes("List-Unsubscribe=One-Click")))
                {
                    Assert.Equal(UnsubscribeResult.Unsubscribed, await shop.Runtime.UnsubscribeAsync(shop.Mail.Given[0].UnsubscribeLink!.Segments[^1], form, Shop.Stop));
                }

                break;
            case "stop":
                await WriteAsync(shop, "STOP", "1");
                break;
            case "added by hand":
                await shop.Runtime.Suppressions.AddAsync(new SuppressionEntry { Channel = Channel.Email, Address = Shop.AnnasMailbox, Cause = SuppressionCause.Manual, At = at, By = "bea" }, Shop.Stop);
                break;
            case "imported":
                using (var file = new MemoryStream(Encoding.UTF8.GetBytes($"{{\"channel\":\"email\",\"address\":\"{Shop.AnnasMailbox}\"}}")))
                {
                    Assert.Equal(1, (await shop.Runtime.Suppressions.ImportAsync(file, SuppressionFormat.JsonLines, "esp", Shop.Stop)).Holding);
                }

                break;
            case "another customer's bounce":
                await shop.Runtime.SaveAsync(Shop.Profile with { Id = Ben }, Shop.Stop);
                var bens = Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message, Ben, null, Shop.Stop)).Delivery;
                await shop.DispatchAsync();
                await RecordAsync(shop, bens, ReceiptKind.HardBounced, "1", at);
                break;
            default:
                await shop.Runtime.SaveAsync(Shop.Profile with { Id = Ben }, Shop.Stop);
                await shop.Runtime.Identities.LinkAsync(Ben, Shop.Anna, new IdentityCommand { Reason = "the same mailbox", By = "bea" }, Shop.Stop);
                await shop.Runtime.Suppressions.AddAsync(new SuppressionEntry { Channel = Channel.Email, Address = Shop.AnnasMailbox, Customer = Ben, Cause = SuppressionCause.Complaint, At = at, By = "esp" }, Shop.Stop);
                break;
        }
    }

    private static async Task<string> ListAsync(Shop shop) =>
        string.Join('\n', (await shop.Runtime.Suppressions.ReadAsync(cancellationToken: Shop.Stop)).Entries.Select(entry => $"{entry.Channel} {entry.Address} {entry.Customer} {entry.Cause} {entry.At:O} {entry.By}"));

    private static async Task WriteAsync(Shop shop, string text, string id) =>
        await shop.Runtime.Conversations.ReceiveAsync(new InboundMessage { Source = "/sms", Id = id, Channel = Channel.Sms, Address = "+49 151 12345678", Customer = Shop.Anna, Text = text, At = shop.Clock.GetUtcNow() }, Shop.Stop);

    private static async Task RecordAsync(Shop shop, DeliveryId delivery, ReceiptKind kind, string id, DateTimeOffset at) =>
        Assert.Equal(RecordResult.Recorded, await shop.Runtime.RecordAsync(new Receipt { Source = "/webhooks/mail", Id = id, Delivery = delivery, Kind = kind, At = at }, cancellationToken: Shop.Stop));
}
