using System.Diagnostics;
using System.Diagnostics.Metrics;
using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>Spans and figures, tagged by channel, account, purpose and gate: never by anything that is a person's.</summary>
internal static class Telemetry
{
    private static readonly ActivitySource Source = new(OmniChannelTelemetry.ActivitySourceName);
    private static readonly Meter Meter = new(OmniChannelTelemetry.MeterName);
    private static readonly Counter<long> Decisions = Meter.CreateCounter<long>(OmniChannelTelemetry.Decisions, "{decision}", "Decisions made.");
    private static readonly Counter<long> ShutGates = Meter.CreateCounter<long>(OmniChannelTelemetry.ShutGates, "{gate}", "Channels that a gate kept shut.");
    private static readonly Counter<long> Sends = Meter.CreateCounter<long>(OmniChannelTelemetry.Sends, "{message}", "Requests to send.");
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(OmniChannelTelemetry.Attempts, "{attempt}", "Attempts to hand a message to a provider.");
    private static readonly Counter<long> Receipts = Meter.CreateCounter<long>(OmniChannelTelemetry.Receipts, "{receipt}", "Receipts recorded.");
    private static readonly Counter<long> Inbound = Meter.CreateCounter<long>(OmniChannelTelemetry.Inbound, "{fact}", "What providers called about.");
    private static readonly Histogram<double> QueueLatency = Meter.CreateHistogram<double>(OmniChannelTelemetry.QueueLatency, "s", "From when an attempt was due to when it began.");

    public static Activity? StartDecide(Message message) => Source.StartActivity("decide")?.SetTag("purpose", message.Purpose.Name);

    public static void Decided(Activity? activity, Decision decision)
    {
        var channel = decision.Choice?.Channel.Name ?? "none";
        activity?.SetTag("channel", channel);
        Decisions.Add(1, new("purpose", decision.Purpose.Name), new("channel", channel));
        if (ShutGates.Enabled)
        {
            CountShut(decision);
        }
    }

    public static Activity? StartSend(Message message) => Source.StartActivity("send")?.SetTag("purpose", message.Purpose.Name);

    public static void Sent(Activity? activity, Message message, SendResult result)
    {
        var name = result switch
        {
            SendResult.Queued { IsReplay: true } or SendResult.Deferred { IsReplay: true } => "replayed",
            SendResult.Queued => "queued",
            SendResult.Deferred => "deferred",
            SendResult.Skipped => "skipped",
            _ => "refused",
        };
        activity?.SetTag("result", name);
        Sends.Add(1, new("purpose", message.Purpose.Name), new("result", name));
    }

    public static Activity? StartDispatch() => Source.StartActivity("dispatch");

    public static void Waited(Channel channel, TimeSpan latency) => QueueLatency.Record(Math.Max(latency.TotalSeconds, 0), new KeyValuePair<string, object?>("channel", channel.Name));

    public static Activity? StartAttempt(OutgoingMessage outgoing, string account) => Source.StartActivity("attempt", ActivityKind.Client)
        ?.SetTag("channel", outgoing.Channel.Name).SetTag("account", account).SetTag("purpose", outgoing.Purpose.Name);

    public static void Attempted(Activity? activity, OutgoingMessage outgoing, string account, AttemptOutcome outcome)
    {
        var result = outcome.Result.ToString();
        activity?.SetTag("outcome", result);
        if (outcome.Result != AttemptResult.Accepted)
        {
            activity?.SetStatus(ActivityStatusCode.Error, outcome.Fault.ToString());
        }

        Attempts.Add(1, new("channel", outgoing.Channel.Name), new("account", account), new("outcome", result));
    }

    public static Activity? StartRecord(string what) => Source.StartActivity("record")?.SetTag("what", what);

    public static void Received(Receipt receipt, RecordResult result) => Receipts.Add(1, new("kind", receipt.Kind.ToString()), new("result", result.ToString()));

    public static void Heard(Channel channel, string account, string result) => Inbound.Add(1, new("channel", channel.Name), new("account", account), new("result", result));

    private static void CountShut(Decision decision)
    {
        if (decision.Basis is { Policy.IsNative: true } basis)
        {
            Span<Gate?> shut = stackalloc Gate?[basis.Roster.Count];
            FirstShut.Find(basis, shut);
            for (var c = 0; c < shut.Length; c++)
            {
                CountShut(basis.Roster.Channels[c].Channel, shut[c]);
            }

            return;
        }

        foreach (var verdict in decision.Verdicts)
        {
            CountShut(verdict.Channel, verdict.Blocks.Count > 0 ? verdict.Blocks[0].Gate : null);
        }
    }

    private static void CountShut(Channel channel, Gate? by)
    {
        if (by is { } gate)
        {
            ShutGates.Add(1, new("channel", channel.Name), new("gate", gate.ToString()));
        }
    }
}
