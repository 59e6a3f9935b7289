using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration;

/// <summary>What is done with doubt: a provider that gave no answer, a process that ended in the middle of a call.</summary>
public sealed class GuaranteeTests
{
    private static readonly AttemptOutcome Silence = AttemptOutcome.Unknown("Silence.");

    public static TheoryData<string, string?, string?, SendGuarantee> Promises => new()
    {
        { "marketing", null, null, SendGuarantee.AtMostOnce },
        { "transactional", null, null, SendGuarantee.AtLeastOnce },
        { "service", null, null, SendGuarantee.AtLeastOnce },
        { "newsletter", null, null, SendGuarantee.AtMostOnce },
        { "marketing", "AtLeastOnce", null, SendGuarantee.AtLeastOnce },
        { "transactional", "AtLeastOnce", "AtMostOnce", SendGuarantee.AtMostOnce },
        { "transactional", null, "Reconcile", SendGuarantee.Reconcile },
    };

    [Theory]
    [MemberData(nameof(Promises))]
    public void Of_MessageThenCampaignThenPurpose(string purpose, string? campaign, string? message, SendGuarantee expected) => Assert.Equal(
        expected,
        SendGuarantees.Of(Shop.Message with { Purpose = new Purpose(purpose), Guarantee = Of(message) }, Shop.Campaign with { Guarantee = Of(campaign) }));

    [Theory]
    [InlineData(SendGuarantee.AtMostOnce, 1, DeliveryStatus.Unknown)]
    [InlineData(SendGuarantee.AtLeastOnce, 2, DeliveryStatus.Accepted)]
    [InlineData(SendGuarantee.Reconcile, 1, DeliveryStatus.Unknown)] // this account cannot be asked
    public async Task Dispatch_WithoutAnAnswer_DoesAsPromised(SendGuarantee promised, int copies, DeliveryStatus status)
    {
        await using var shop = await Shop.OpenAsync();
        shop.Mail.Answers(Silence, AttemptOutcome.Accepted());
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = promised });

        await WorkOffAsync(shop);

        Assert.Equal(copies, shop.Mail.Given.Count);
        var report = await shop.ReportAsync(delivery);
        Assert.Equal((status, promised, null), (report.Status, report.Guarantee, report.NextAttemptAt));
        Assert.Equal(0, await shop.DispatchAsync());
    }

    /// <summary>The same text stands there: ours, where an attempt of this delivery may have put it there; else another campaign's.</summary>
    [Theory]
    [InlineData(true, DeliveryStatus.Accepted)]
    [InlineData(false, DeliveryStatus.Rejected)]
    public async Task Dispatch_ADuplicate_IsOursOnlyAfterADoubt(bool wasInDoubt, DeliveryStatus status)
    {
        await using var shop = await Shop.OpenAsync();
        var duplicate = AttemptOutcome.Duplicate("duplicate", "The same text stands there already.");
        AttemptOutcome[] answers = wasInDoubt ? [Silence, duplicate] : [AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Busy."), duplicate];
        shop.Mail.Answers(answers);
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.AtLeastOnce });

        await WorkOffAsync(shop);

        Assert.Equal(2, shop.Mail.Given.Count);
        Assert.Equal(status, (await shop.ReportAsync(delivery)).Status);
    }

    [Fact]
    public async Task Dispatch_AtMostOnceInDoubt_CountsForCapsAndSaysSo()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Mail.Answers(Silence);
        await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.AtMostOnce });

        await WorkOffAsync(shop);

        Assert.EndsWith("message.queued attempt.unknown message.unknown", await shop.TypesAsync(), StringComparison.Ordinal);
        var timeline = await shop.TimelineAsync();
        Assert.Contains(", at most once.", Assert.Single(timeline, entry => entry.Type == "message.queued").Summary, StringComparison.Ordinal);
        Assert.Contains("may have been sent or not, and is not tried again", timeline[^1].Summary, StringComparison.Ordinal);
        Assert.Single((await CustomerUnit.ReadAsync(new Instance(new OmniChannelSetup { Store = shop.Store }), Shop.Anna, Shop.Stop)).Contacts);
    }

    [Fact]
    public async Task Dispatch_AtMostOnceNotSent_IsTriedAgain()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Mail.Answers(AttemptOutcome.NotSent(AttemptFault.Provider, "421", "Busy."), AttemptOutcome.Accepted());
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.AtMostOnce });

        await WorkOffAsync(shop);

        Assert.Equal(2, shop.Mail.Given.Count);
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
    }

    /// <summary>A process that ends leaves at most once: none where it ended before the call, one where it ended after it.</summary>
    [Theory]
    [InlineData(Failpoints.DispatchClaimed, 1, DeliveryStatus.Accepted)]
    [InlineData(Failpoints.AttemptBeforeCommit, 1, DeliveryStatus.Accepted)]
    [InlineData(Failpoints.AttemptBeforeCall, 0, DeliveryStatus.Unknown)]
    [InlineData(Failpoints.AttemptAfterCall, 1, DeliveryStatus.Unknown)]
    [InlineData(Failpoints.OutcomeBeforeCommit, 1, DeliveryStatus.Unknown)]
    [InlineData(Failpoints.OutcomeAfterCommit, 1, DeliveryStatus.Accepted)]
    public async Task Dispatch_AtMostOnceInterrupted_NeverSendsTwice(string point, int copies, DeliveryStatus status)
    {
        var armed = true;
        await using var shop = await Shop.OpenAsync(setup => setup.OnFailpoint = name =>
        {
            if (name == point && armed)
            {
                armed = false;
                throw new IOException("the process ended");
            }
        });
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.AtMostOnce });

        await WorkOffAsync(shop);

        Assert.False(armed);
        Assert.Equal(copies, shop.Mail.Given.Count);
        Assert.Equal(status, (await shop.ReportAsync(delivery)).Status);
    }

    /// <summary>A worker whose claim was taken over while it slept, before it called: the row is another's, and it must not call.</summary>
    [Fact]
    public async Task Dispatch_WorkerThatWakesLate_DoesNotCall()
    {
        await using var shop = await Shop.OpenAsync();
        OmniChannelRuntime? other = null;
        var slept = false;
        var setup = Shop.Setup(shop.Clock, shop.Mail);
        setup.Store = shop.Store;
        setup.Campaigns[0] = Shop.Campaign with { Variants = [Shop.Campaign.Variants[0]] };
        setup.OnFailpoint = name =>
        {
            if (name == Failpoints.DispatchClaimed && !slept)
            {
                slept = true;
                shop.Clock.Advance(TimeSpan.FromMinutes(3));
                Assert.Equal(1, Task.Run(async () => await other!.DispatchDueAsync(Shop.Stop), Shop.Stop).Result);
            }
        };
        await using var sleeper = OmniChannelRuntime.Create(setup);
        await sleeper.StartAsync(Shop.Stop);
        other = shop.Runtime;
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.AtMostOnce });
        shop.Mail.Answers(Silence);

        await sleeper.DispatchDueAsync(Shop.Stop);

        Assert.True(slept);
        Assert.Single(shop.Mail.Given);
        Assert.Equal(DeliveryStatus.Unknown, (await shop.ReportAsync(delivery)).Status);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task Dispatch_Reconcile_SendsAgainOnlyWhatNeverArrived(bool arrived, int calls)
    {
        var provider = new AskableProvider { LosesAnswer = true, Loses = !arrived };
        await using var shop = await Shop.OpenAsync(setup => setup.Adapters[0] = provider);
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.Reconcile });

        await WorkOffAsync(shop);

        Assert.Equal(calls, provider.Calls);
        Assert.Single(provider.Received);
        var report = await shop.ReportAsync(delivery);
        Assert.Equal((DeliveryStatus.Accepted, "found-1"), (report.Status, arrived ? report.ProviderMessageId : "found-1"));
        Assert.Contains("attempt.reconciled", await shop.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispatch_ReconcileInterrupted_AsksBeforeItSends()
    {
        var provider = new AskableProvider();
        var armed = true;
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters[0] = provider;
            setup.OnFailpoint = name =>
            {
                if (name == Failpoints.AttemptAfterCall && armed)
                {
                    armed = false;
                    throw new IOException("the process ended");
                }
            };
        });
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.Reconcile });

        await WorkOffAsync(shop);

        Assert.Equal((1, DeliveryStatus.Accepted), (provider.Calls, (await shop.ReportAsync(delivery)).Status));
    }

    [Fact]
    public async Task Dispatch_ReconcileThatStaysUnclear_EndsUnknownAndIsNeverSentAgain()
    {
        var provider = new AskableProvider { LosesAnswer = true, Unclear = true };
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters[0] = provider;
            setup.Options.MaxAttempts = 4;
        });
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.Reconcile });

        await WorkOffAsync(shop);

        Assert.Equal((1, 3), (provider.Calls, provider.Questions));
        Assert.Equal(DeliveryStatus.Unknown, (await shop.ReportAsync(delivery)).Status);
    }

    private static async Task WorkOffAsync(Shop shop)
    {
        for (var hour = 0; hour < 12; hour++)
        {
            while (await shop.DispatchAsync() > 0)
            {
                shop.Clock.Advance(TimeSpan.FromMinutes(3));
            }

            shop.Clock.Advance(TimeSpan.FromMinutes(31));
        }
    }

    private static SendGuarantee? Of(string? name) => name is null ? null : Enum.Parse<SendGuarantee>(name);

    /// <summary>A provider that can be asked what it took over, and whose first answer may be lost, with or without the message.</summary>
    private sealed class AskableProvider : IChannelAdapter, IMarketingAccount, IReconcilingAdapter
    {
        public Channel Channel => Channel.Email;

        public string Account => "askable";

        public bool MaySendMarketing => true;

        public Uri? FallbackBaseUri { get; } = new("https://omnichannel.invalid");

        public bool LosesAnswer { get; set; }

        public bool Loses { get; set; }

        public bool Unclear { get; init; }

        public int Calls { get; private set; }

        public int Questions { get; private set; }

        public List<string> Received { get; } = [];

        public AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

        public ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
        {
            Calls++;
            if (!Loses)
            {
                Received.Add(message.IdempotencyKey);
            }

            var answer = LosesAnswer ? Silence : AttemptOutcome.Accepted();
            LosesAnswer = Loses = false;
            return ValueTask.FromResult(answer);
        }

        public ValueTask<ReconcileAnswer> ReconcileAsync(OutgoingMessage message, CancellationToken cancellationToken)
        {
            Questions++;
            return ValueTask.FromResult(
                Unclear ? ReconcileAnswer.Unclear("The index lags.")
                : Received.Contains(message.IdempotencyKey) ? ReconcileAnswer.Sent("found-1")
                : ReconcileAnswer.NotSent());
        }
    }
}
