using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration;

/// <summary>Weeks of sends, outcomes of every kind, crashes, receipts and changes of mind, at random; what is promised holds after each run.</summary>
public sealed class RandomRunsTests
{
    private const int Cap = 2;

    private static readonly AttemptOutcome[] Outcomes =
    [
        AttemptOutcome.Accepted(), AttemptOutcome.Accepted(), AttemptOutcome.Unknown("Silence."), AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Busy."),
        AttemptOutcome.NotSent(AttemptFault.Account, "401", "Key."), AttemptOutcome.Rejected(AttemptFault.Message, "554", "No."),
    ];

    private static readonly string[] Crashes = [Failpoints.DispatchClaimed, Failpoints.AttemptBeforeCommit, Failpoints.AttemptBeforeCall, Failpoints.AttemptAfterCall, Failpoints.OutcomeBeforeCommit, Failpoints.OutcomeAfterCommit];

    private enum Step
    {
        Send,
        SendAgain,
        Dispatch,
        MinutePasses,
        HoursPass,
        Answer,
        Crash,
        Deny,
        Grant,
        Click,
    }

    [Fact]
    public void Runs_OfAnyKind_KeepTheCapsTheConsentTheBudgetAndTheKeys()
    {
        var step = from kind in Gen.Elements(Enum.GetValues<Step>()) from choice in Gen.Choose(0, 5) select (kind, choice);
        var runs = Gen.Choose(10, 80).SelectMany(length => step.ListOf(length)).ToArbitrary();

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(new Replay(new Rnd(1UL, 3UL), null)),
            Prop.ForAll(runs, run => RunAsync([.. run]).GetAwaiter().GetResult() is var broken && broken.Length == 0 ? Prop.ToProperty(true) : Prop.ToProperty(false).Label(broken)));
    }

    private static async Task<string> RunAsync(IReadOnlyList<(Step Kind, int Choice)> run)
    {
        var world = new World();
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Policy = Policy.Named("two a day").WithoutSafeCaps().Cap(Cap, TimeSpan.FromDays(1)).OtherwiseBest();
            setup.Options.MaxAttempts = 3;
            setup.Random = DispatchTests.WithoutChance();
            setup.OnFailpoint = world.Hit;
            setup.Adapters.Clear();
            setup.Adapters.Add(world.Account(Channel.Email, "one", setup.Time));
            setup.Adapters.Add(world.Account(Channel.Email, "two", setup.Time));
            setup.Adapters.Add(world.Account(Channel.Sms, "text", setup.Time));
            setup.Campaigns[0] = Shop.Campaign with { Budget = Money.Of(0.50m, "EUR") };
        });
        await shop.Runtime.SaveAsync(Shop.Profile with { ContactPoints = [ContactPoint.Email(Shop.AnnasMailbox), ContactPoint.Sms("+4915112345678")] }, Shop.Stop);
        var deliveries = new List<DeliveryId>();
        foreach (var (kind, choice) in run)
        {
            await TakeAsync(shop, world, deliveries, kind, choice);
        }

        world.CrashAt = null;
        for (var day = 0; day < 12; day++)
        {
            shop.Clock.Advance(TimeSpan.FromDays(1));
            await shop.DispatchAsync();
        }

        return string.Join("; ", await BrokenAsync(shop, world, deliveries));
    }

    private static async Task TakeAsync(Shop shop, World world, List<DeliveryId> deliveries, Step kind, int choice)
    {
        var now = shop.Clock.GetUtcNow();
        switch (kind)
        {
            case Step.Send or Step.SendAgain:
                var result = await shop.SendAsync(Shop.Message with { ExpiresAt = now.AddDays(1 + choice) });
                deliveries.AddRange(result switch { SendResult.Queued queued => [queued.Delivery], SendResult.Deferred deferred => [deferred.Delivery], _ => [] });
                break;
            case Step.Dispatch:
                await shop.DispatchAsync();
                break;
            case Step.MinutePasses:
                shop.Clock.Advance(TimeSpan.FromMinutes(1 + choice));
                break;
            case Step.HoursPass:
                shop.Clock.Advance(TimeSpan.FromHours(1 + (choice * 5)));
                break;
            case Step.Answer:
                world.Answers.Enqueue(Outcomes[choice]);
                break;
            case Step.Crash:
                world.CrashAt = Crashes[choice];
                break;
            case Step.Deny or Step.Grant:
                shop.Clock.Advance(TimeSpan.FromSeconds(1));
                var channel = choice % 2 == 0 ? Channel.Email : Channel.Sms;
                var at = shop.Clock.GetUtcNow();
                await shop.Runtime.RecordAsync(Shop.Anna, kind == Step.Grant ? ConsentRecord.Grant(Purpose.Marketing, channel, at, "form") : ConsentRecord.Deny(Purpose.Marketing, channel, at, "form"), cancellationToken: Shop.Stop);
                world.Consents[channel] = kind == Step.Grant;
                break;
            case Step.Click when deliveries.Count > 0:
                var clicked = deliveries[choice % deliveries.Count];
                await shop.Runtime.RecordAsync(new Receipt { Source = "/hook", Id = $"{now.UtcTicks}/{choice}/{deliveries.Count}", Delivery = clicked, Kind = ReceiptKind.Clicked, At = now }, cancellationToken: Shop.Stop);
                break;
        }
    }

    private static async Task<List<string>> BrokenAsync(Shop shop, World world, List<DeliveryId> deliveries)
    {
        var broken = new List<string>(world.Broken);
        var state = await CustomerState(shop);
        foreach (var delivery in deliveries)
        {
            var report = await shop.ReportAsync(delivery);
            if (report.NextAttemptAt is not null || report.Status == DeliveryStatus.Queued)
            {
                broken.Add($"{delivery} was never settled: {report.Status}");
            }
        }

        // What people may have got, each delivery once, never breaks the cap.
        var got = world.Sent.Values.Select(sent => sent.At).Order().ToList();
        for (var i = Cap; i < got.Count; i++)
        {
            if (got[i] - got[i - Cap] < TimeSpan.FromDays(1))
            {
                broken.Add($"{Cap + 1} messages between {got[i - Cap]:u} and {got[i]:u}");
            }
        }

        foreach (var (delivery, sent) in world.Sent)
        {
            if (sent.Keys.Count > 1)
            {
                broken.Add($"{delivery} went out under {sent.Keys.Count} keys");
            }

            if (!state.Contacts.Any(contact => contact.Delivery == delivery))
            {
                broken.Add($"{delivery} went out and does not count");
            }
        }

        // Whoever holds a place under the cap holds its money, and nobody else does.
        var texts = state.Contacts.Count(contact => contact.Channel == Channel.Sms);
        var cost = ChannelDefinitions.Find(Channel.Sms)!.Capabilities.CostPerMessage!.Value;
        var row = await shop.Store.ReadStateAsync(TenantId.Default, PartitionKey.Of(Shop.Reminder), "budget", Shop.Stop);
        var spent = row is null ? 0 : StoredJson.Read(row.Body, StoredJson.Default.BudgetState).Spent.Minor;
        if (spent != texts * cost.Minor || spent > 50)
        {
            broken.Add($"{texts} text messages, and {spent} spent");
        }

        return broken;
    }

    private static async Task<CustomerState> CustomerState(Shop shop) => StoredJson.Read(
        (await shop.Store.ReadStateAsync(TenantId.Default, PartitionKey.Of(Shop.Anna), "state", Shop.Stop))!.Body, StoredJson.Default.CustomerState);

    /// <summary>What is outside: providers that honour keys, processes that end, a customer who has a mind.</summary>
    private sealed class World
    {
        public ConcurrentQueue<AttemptOutcome> Answers { get; } = new();

        public ConcurrentBag<string> Broken { get; } = [];

        public Dictionary<DeliveryId, (DateTimeOffset At, HashSet<string> Keys)> Sent { get; } = [];

        public Dictionary<Channel, bool> Consents { get; } = new() { [Channel.Email] = true, [Channel.Sms] = false };

        public string? CrashAt { get; set; }

        public void Hit(string name)
        {
            if (name == CrashAt)
            {
                CrashAt = null;
                throw new IOException("the process ended");
            }
        }

        public ScriptedAdapter Account(Channel channel, string account, TimeProvider time) => new(channel, account)
        {
            Answer = (message, _) =>
            {
                var outcome = Answers.TryDequeue(out var scripted) ? scripted : AttemptOutcome.Accepted();
                if (!Consents[channel])
                {
                    Broken.Add($"{message.Delivery} was handed over without consent");
                }

                if (outcome.Result is AttemptResult.Accepted or AttemptResult.Unknown)
                {
                    Sent.TryAdd(message.Delivery, (time.GetUtcNow(), []));
                    Sent[message.Delivery].Keys.Add(message.IdempotencyKey);
                }

                return ValueTask.FromResult(outcome);
            },
        };
    }
}
