using System.Text.Json;
using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>The way in for what providers call about: receipts, answers, opt-outs. A host maps one endpoint for each account and passes on what comes, raw. Safe for many threads.</summary>
/// <remarks>A call may come again and again: each of its facts counts once. Everything of it is stored when this returns with a status of 200.</remarks>
public sealed class Inbound
{
    private readonly Instance instance;
    private readonly InboundFacts facts;
    private readonly Action started;

    internal Inbound(Instance instance, InboundFacts facts, Action started)
    {
        this.instance = instance;
        this.facts = facts;
        this.started = started;
    }

    /// <summary>Takes in one call of a provider: verified and parsed by the account's adapter, recorded here. Refusals are values; a store that cannot be used throws, and the provider calls again.</summary>
    /// <param name="channel">The account's channel.</param>
    /// <param name="account">The account's name.</param>
    /// <param name="request">The call, as it came.</param>
    /// <param name="cancellationToken">Cancels; what was recorded by then stays, and counts once when the call is repeated.</param>
    public async ValueTask<InboundResult> ReceiveAsync(Channel channel, string account, WebhookRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrEmpty(account);
        started();
        if (instance.Accounts.Find(channel, account) is not IInboundAdapter adapter)
        {
            return Refuse(channel, account, InboundRefusal.UnknownAccount);
        }

        var reading = await ReadAsync(adapter, request, cancellationToken).ConfigureAwait(false);
        if (reading.Refusal is { } refusal)
        {
            return Refuse(channel, account, refusal) is var refused && reading.RefusalStatus is { } status ? refused with { Status = status } : refused;
        }

        var (recorded, unknown, again, talks) = (0, 0, false, new List<Conversation>());
        foreach (var fact in reading.Facts)
        {
            var taken = await facts.RecordAsync(channel, account, fact, cancellationToken).ConfigureAwait(false);
            Telemetry.Heard(channel, account, taken.IsKnown ? "recorded" : "unknown");
            recorded += taken.IsKnown ? 1 : 0;
            unknown += taken.IsKnown ? 0 : 1;
            again |= taken.CameTooSoon;
            talks.AddRange(taken.Conversation is { } talk ? [talk] : []);
        }

        return new InboundResult { Status = again ? 503 : 200, Answer = again ? null : reading.Answer, AnswerType = reading.AnswerType, ConfirmAt = again ? null : reading.ConfirmAt, Recorded = recorded, Unknown = unknown, Conversations = talks };
    }

    private static async ValueTask<InboundReading> ReadAsync(IInboundAdapter adapter, WebhookRequest request, CancellationToken cancellationToken)
    {
        if (request.Body.Length > adapter.MaxBodyBytes)
        {
            return InboundReading.Refused(InboundRefusal.TooLarge);
        }

        try
        {
            return await adapter.ReadInboundAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }
    }

    private InboundResult Refuse(Channel channel, string account, InboundRefusal refusal)
    {
        Telemetry.Heard(channel, refusal == InboundRefusal.UnknownAccount ? "" : account, refusal.ToString());
        if (refusal != InboundRefusal.UnknownAccount)
        {
            Logs.InboundRefused(instance.Log, channel, account, refusal);
        }

        return new InboundResult { Status = StatusOf(refusal), Refusal = refusal };
    }

    private static int StatusOf(InboundRefusal refusal) => refusal switch
    {
        InboundRefusal.BadSignature or InboundRefusal.TooOld or InboundRefusal.NotOurs => 401,
        InboundRefusal.TooLarge => 413,
        InboundRefusal.UnknownAccount => 404,
        _ => 400,
    };
}
