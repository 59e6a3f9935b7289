namespace OmniChannel;

/// <summary>The names under which the library is observed; part of the contract. No tag ever holds an address, a name, a content or a customer.</summary>
public static class OmniChannelTelemetry
{
    /// <summary>The <see cref="System.Diagnostics.ActivitySource"/>. Its activities: <c>decide</c>, <c>send</c>, <c>dispatch</c>, <c>attempt</c>, <c>record</c>.</summary>
    public const string ActivitySourceName = "OmniChannel";

    /// <summary>The <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "OmniChannel";

    /// <summary>Counter of decisions, by <c>purpose</c> and by <c>channel</c> ("none" when nothing is to be sent).</summary>
    public const string Decisions = "omnichannel.decisions";

    /// <summary>Counter of shut gates: for each decision and each channel that is not eligible its first one, by <c>channel</c> and <c>gate</c>.</summary>
    public const string ShutGates = "omnichannel.gates.shut";

    /// <summary>Counter of requests to send, by <c>purpose</c> and <c>result</c>: queued, deferred, skipped, refused, replayed.</summary>
    public const string Sends = "omnichannel.sends";

    /// <summary>Counter of attempts, by <c>channel</c>, <c>account</c> and <c>outcome</c>: Accepted, Rejected, NotSent, Unknown.</summary>
    public const string Attempts = "omnichannel.attempts";

    /// <summary>Counter of receipts, by <c>kind</c> and <c>result</c>: Recorded, Duplicate, UnknownDelivery.</summary>
    public const string Receipts = "omnichannel.receipts";

    /// <summary>Counter of what providers called about, by <c>channel</c>, <c>account</c> and <c>result</c>: recorded or unknown for each fact, the refusal for each call that was refused.</summary>
    public const string Inbound = "omnichannel.inbound";

    /// <summary>Histogram in seconds, by <c>channel</c>: from when an attempt was due to when it began.</summary>
    public const string QueueLatency = "omnichannel.queue.latency";
}
