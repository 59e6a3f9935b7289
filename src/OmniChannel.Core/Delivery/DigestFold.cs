namespace OmniChannel.Delivery;

/// <summary>What several messages are as one, and which of them still make sense. Pure.</summary>
internal static class DigestFold
{
    /// <summary>The message by which a digest is decided: of one message, that message; of several the most urgent, worth their sum, about what they have in common.</summary>
    public static Message MessageOf(IReadOnlyList<DigestItem> items)
    {
        var first = items[0].Message;
        return items.Count == 1 ? first : first with
        {
            Urgency = items.Max(item => item.Message.Urgency),
            Topic = items.All(item => item.Message.Topic == first.Topic) ? first.Topic : null,
            About = null,
            ExpiresAt = items.Max(item => item.ExpiresAt),
            Value = items.All(item => item.Message.Value is { } value && value.Currency == first.Value?.Currency)
                ? items.Skip(1).Aggregate(first.Value, (sum, item) => sum + item.Message.Value)
                : null,
        };
    }

    /// <summary>The content with these messages.</summary>
    public static OutboxContent With(OutboxContent content, IReadOnlyList<DigestItem> items) =>
        content with { Items = items, Message = MessageOf(items), ExpiresAt = items.Max(item => item.ExpiresAt) };

    /// <summary>Leaves out what makes no sense any more; what may have reached the person stays as it was rendered.</summary>
    /// <param name="content">A delivery, of a digest or not.</param>
    /// <param name="irrelevant">What was found senseless, by item.</param>
    /// <param name="profile">Whose topics count.</param>
    /// <param name="now">When.</param>
    /// <returns>What is left, null for nothing; and what was left out, with why.</returns>
    public static (OutboxContent? Content, IReadOnlyList<(DigestItem Item, Reason Why)> Dropped) Left(OutboxContent content, IReadOnlyDictionary<string, Irrelevance> irrelevant, CustomerProfile profile, DateTimeOffset now)
    {
        if (content.Items is not { } items || content.MayBeSent)
        {
            return (content, []);
        }

        var (left, dropped) = (new List<DigestItem>(), new List<(DigestItem, Reason)>());
        foreach (var item in items)
        {
            if (WhyNot(item, irrelevant, profile, now) is { } why)
            {
                dropped.Add((item, why));
            }
            else
            {
                left.Add(item);
            }
        }

        return dropped.Count == 0 ? (content, dropped)
            : left.Count == 0 ? (null, dropped)
            : (With(content, left) with { Frozen = null }, dropped);
    }

    private static Reason? WhyNot(DigestItem item, IReadOnlyDictionary<string, Irrelevance> irrelevant, CustomerProfile profile, DateTimeOffset now) =>
        item.Message.About?.OfferEnds is { } end && end <= now ? new Irrelevance { Code = OfferEnd.Code, Why = new ReasonArgument("why", end).Value }.Reason
        : item.ExpiresAt <= now ? Reason.Of(DeliveryStanding.Expired, new ReasonArgument("at", item.ExpiresAt))
        : irrelevant.TryGetValue(item.Id, out var found) ? found.Reason
        : item.Message is { Topic: { } topic } message && message.Purpose != Purpose.Transactional && profile.Topics.GetValueOrDefault(topic) == Liking.Dislike
            ? Reason.Of("relevance.topic", new ReasonArgument("topic", topic.Name))
        : null;
}
