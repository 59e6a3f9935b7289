using System.Collections.Concurrent;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>
/// What this node lacks to send what lies in the outbox: a campaign of code, a variant of it, an account. Nodes need not be equal, in a rolling deployment they are not: such a row is left to others, again and again and ever
/// more patiently, without counting as an attempt, and set aside only after a day. Safe for many threads.
/// </summary>
internal sealed class MissingHere(Instance instance)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (Reason Reason, DateTimeOffset At)> noted = new(StringComparer.Ordinal);

    /// <summary>For how long a row is left to other nodes.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromDays(1);

    /// <summary>What was missing lately, as long as a row may wait until it is met again.</summary>
    public IReadOnlyList<Reason> Lately => [.. noted.Where(one => instance.Now - one.Value.At <= 2 * Longest).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value.Reason)];

    /// <summary>Why this node cannot send a delivery and another may; null for nothing.</summary>
    /// <param name="queued">The delivery.</param>
    /// <param name="campaign">Its campaign as this node knows it.</param>
    /// <param name="isOfCode">Whether that is this node's own knowledge; what was saved is the same for all.</param>
    public Reason? Of(QueuedDelivery queued, Campaign? campaign, bool isOfCode)
    {
        var (content, channel) = (queued.Content, queued.Content.Channel);
        if (Of(content.Message, campaign, [channel]) is { } missing)
        {
            return missing;
        }

        var variant = campaign!.Variants.FirstOrDefault(one => one.Channel == channel);
        var only = content.MayBeSent || queued.Row.State == OutboxState.Calling ? content.Frozen?.Account : variant?.Account;
        return only is not null && instance.Accounts.Find(channel, only) is null ? Reason.Of("capability.no-account", new ReasonArgument("channel", channel), new ReasonArgument("account", only))
            : variant is null && isOfCode ? Reason.Of("capability.no-variant", new ReasonArgument("channel", channel))
            : null;
    }

    /// <summary>Why this node cannot send a message on these channels and another may; null for nothing.</summary>
    public Reason? Of(Message message, Campaign? campaign, IEnumerable<Channel> channels)
    {
        if (campaign is null)
        {
            return Reason.Of("parked.campaign-unknown", new ReasonArgument("campaign", message.Campaign.Value));
        }

        foreach (var channel in channels)
        {
            if (instance.Channels.Find(channel) is null || !instance.Accounts.For(channel, message.Purpose).Any())
            {
                return Reason.Of("capability.no-adapter", new ReasonArgument("channel", channel));
            }
        }

        return null;
    }

    /// <summary>When a row is met again that was first left to others at an instant: soon at first. Says what is missing in the log, if nothing was said of it lately.</summary>
    public DateTimeOffset Leave(Reason missing, DateTimeOffset since, DateTimeOffset now)
    {
        var key = missing.ToString();
        if (!noted.TryGetValue(key, out var before) || now - before.At > 2 * Longest)
        {
            Logs.MissingHere(instance.Log, key, Patience);
        }

        noted[key] = (missing, now);
        var waited = now - since;
        return now + (waited < Shortest ? Shortest : waited > Longest ? Longest : waited);
    }
}
