using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OmniChannel.Delivery;
using OmniChannel.Tests.Orchestration;
using OmniChannel.Tests.Policies;
using OmniChannel.Tests.Routing;
using OmniChannel.Tests.Routing.Deciding;

namespace OmniChannel.Tests.Telemetry;

/// <summary>The listeners hear the whole process, so each test speaks of a purpose or account of its own.</summary>
public sealed class TelemetryTests
{
    private static readonly Purpose Own = new("telemetry-test");

    [Fact]
    public async Task Everything_ThatHappens_IsObservedWithoutAnythingPersonal()
    {
        var heard = new ConcurrentQueue<string>();
        using var activities = Listen(heard);
        using var meters = Measure(heard);
        var mail = new ScriptedAdapter(Channel.Email, "telemetry");
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters[0] = mail;
            setup.Logging = new CapturedLogs(heard);
        });
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Grant(Own, Channel.Email, Shop.Noon, "form"), cancellationToken: Shop.Stop);
        var message = Shop.Message with { Purpose = Own };

        var calls = 0;
        mail.Answer = (given, _) => ++calls switch
        {
            1 => throw new InvalidOperationException($"{given.Address} {given.Content.Text} {given.RecipientName}"),
            2 => ValueTask.FromResult(AttemptOutcome.NotSent(AttemptFault.Account, "401", "The key has expired.")),
            3 => ValueTask.FromResult(AttemptOutcome.Accepted()),
            _ => ValueTask.FromResult(AttemptOutcome.Rejected(AttemptFault.Recipient, "550", "No such mailbox.")),
        };
        var delivery = await shop.QueueAsync(message);
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromSeconds(6));
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(15));
        await shop.DispatchAsync();
        await shop.Runtime.RecordAsync(new Receipt { Source = "/hook", Id = "1", Delivery = delivery, Kind = ReceiptKind.Clicked, At = Shop.Noon }, cancellationToken: Shop.Stop);
        await shop.QueueAsync(message);
        await shop.DispatchAsync();
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync(message));

        var all = string.Join('\n', heard);
        foreach (var expected in new[]
        {
            "decide purpose=telemetry-test channel=email", "decide purpose=telemetry-test channel=none", "send purpose=telemetry-test result=queued", "send purpose=telemetry-test result=skipped",
            "attempt channel=email account=telemetry purpose=telemetry-test outcome=Unknown", "record what=receipt", "dispatch",
            "omnichannel.decisions 1 purpose=telemetry-test channel=email", "omnichannel.gates.shut 1 channel=email gate=Suppression", "omnichannel.sends 1 purpose=telemetry-test result=skipped",
            "omnichannel.attempts 1 channel=email account=telemetry outcome=Accepted", "omnichannel.receipts 1 kind=Clicked result=Recorded", "omnichannel.queue.latency",
            "Account 'telemetry' on email is paused for 00:15:00", "failed for delivery",
        })
        {
            Assert.Contains(expected, all, StringComparison.Ordinal);
        }

        foreach (var personal in new[] { Shop.AnnasMailbox, "Secretname", "59,00", "anna" })
        {
            Assert.DoesNotContain(personal, all, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Start_WithAPolicyThatIsProbablyNotMeant_LogsEachFinding()
    {
        var heard = new ConcurrentQueue<string>();
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Logging = new CapturedLogs(heard);
            setup.Policy = Policy.Named("slips").Score(Channel.Sms, 5, Facts.Customer.Age < 18 & Facts.Customer.Age > 65, "nobody").OtherwiseBest();
        });

        Assert.Contains(heard, line => line.StartsWith("Warning Policy 'slips': warning OC2101 rules[0].when: It never fires.", StringComparison.Ordinal));
    }

    [Fact]
    public void Decided_WhileSomebodyCountsShutGates_CountsThoseOfTheVerdictsAndTellsNone()
    {
        var (policies, questions, heard, here) = (new AnyPolicy(11), new AnyQuestion(11), new List<string>(), Environment.CurrentManagedThreadId);
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listening) =>
            {
                if (instrument.Name == OmniChannelTelemetry.ShutGates)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            if (Environment.CurrentManagedThreadId == here)
            {
                heard.Add($"{count} {Tags(tags.ToArray())}");
            }
        });
        listener.Start();
        var seen = new HashSet<Gate>();
        foreach (var policy in Enumerable.Range(0, 100).SelectMany(i => new[] { DefaultPolicy.Instance, ReplayPolicies.Full, policies.Next() }))
        {
            var question = questions.Next(policy);
            if (question.State.Profile.ContactPoints is [var point, ..])
            {
                var suppression = new Suppression { Channel = point.Channel, Address = point.Address.ToUpperInvariant(), Cause = "bounce", At = question.Now };
                question = question with { State = question.State with { Suppressions = [suppression] } };
            }

            var decision = Decider.Decide(DecisionBasis.Of(question));
            heard.Clear();
            global::OmniChannel.Telemetry.Decided(null, decision);

            Assert.False(decision.Basis!.IsWalked);
            var shut = decision.Verdicts.Where(verdict => verdict.Blocks.Count > 0).ToList();
            seen.UnionWith(shut.Select(verdict => verdict.Blocks[0].Gate));
            Assert.Equal(shut.Select(verdict => $"1 channel={verdict.Channel} gate={verdict.Blocks[0].Gate}").Order(), heard.Order());
        }

        Assert.Equal("Capability Address Suppression Consent Relevance Rules QuietHours FrequencyCap Budget ProviderHealth", string.Join(' ', seen.Order()));
    }

    private static ActivityListener Listen(ConcurrentQueue<string> heard)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == OmniChannelTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => heard.Enqueue($"{activity.DisplayName} {Tags(activity.TagObjects)} {activity.StatusDescription}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measure(ConcurrentQueue<string> heard)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == OmniChannelTelemetry.MeterName)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => heard.Enqueue($"{instrument.Name} {value} {Tags(tags.ToArray())}"));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => heard.Enqueue($"{instrument.Name} {Tags(tags.ToArray())}"));
        listener.Start();
        return listener;
    }

    private static string Tags(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));

    private sealed class CapturedLogs(ConcurrentQueue<string> heard) : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            heard.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
