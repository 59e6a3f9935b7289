using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>Where everything ends that a dry run would send: counted, answered, and what comes back for it kept until its time. Safe for many threads.</summary>
internal sealed class DryRunMail(DryRunSettings settings, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<Receipt, DateTimeOffset> coming = new();
    private readonly SortedDictionary<(string Campaign, string Channel, AttemptResult Result), long> attempts = [];
    private long receipts;

    public AttemptOutcome Take(OutgoingMessage message)
    {
        var outcome = settings.Answer?.Invoke(message) ?? AttemptOutcome.Accepted(message.IdempotencyKey);
        var reactions = outcome.Result == AttemptResult.Accepted ? settings.React?.Invoke(message) : null;
        lock (gate)
        {
            var key = (message.Campaign.Value, message.Channel.Name, outcome.Result);
            attempts[key] = attempts.GetValueOrDefault(key) + 1;
            foreach (var reaction in reactions ?? [])
            {
                var at = time.GetUtcNow() + reaction.After;
                coming.Enqueue(new Receipt { Source = "/dry-run", Id = FormattableString.Invariant($"{++receipts}"), Delivery = message.Delivery, Kind = reaction.Kind, At = at }, at);
            }
        }

        return outcome;
    }

    /// <summary>When the next thing comes back; null for nothing.</summary>
    public DateTimeOffset? NextAt()
    {
        lock (gate)
        {
            return coming.TryPeek(out _, out var at) ? at : null;
        }
    }

    public IReadOnlyList<Receipt> Due(DateTimeOffset now)
    {
        lock (gate)
        {
            var due = new List<Receipt>();
            while (coming.TryPeek(out var receipt, out var at) && at <= now)
            {
                due.Add(receipt);
                coming.Dequeue();
            }

            return due;
        }
    }

    public IReadOnlyList<DryRunCount> Counts()
    {
        lock (gate)
        {
            return [.. attempts.Select(one => new DryRunCount { Campaign = new CampaignId(one.Key.Campaign), Channel = new Channel(one.Key.Channel), Result = one.Key.Result, Attempts = one.Value })];
        }
    }
}
