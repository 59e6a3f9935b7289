namespace OmniChannel;

/// <summary>Answers the facts of a policy from a snapshot, for one of its channels.</summary>
internal readonly struct SnapshotFacts(Snapshot snapshot, ChannelSnapshot? channel) : IFactSource
{
    public FactValue Read(Fact fact) => fact.Judge(Find(fact));

    private FactValue Find(Fact fact)
    {
        return fact.Id switch
        {
            FactId.MessagePurpose => FactValue.Of(snapshot.Message.Purpose.Name),
            FactId.MessageUrgency => FactValue.Of((long)snapshot.Message.Urgency),
            FactId.MessageTopic => FactValue.Of(snapshot.Message.Topic?.Name),
            FactId.MessageCampaign => FactValue.Of(snapshot.Message.Campaign.Value),
            FactId.MessageValue => FactValue.Of(snapshot.Message.Value),
            FactId.Persona => FactValue.Of(snapshot.Persona?.Value),
            FactId.Stage => FactValue.Of(snapshot.Stage.Name),
            FactId.Device => snapshot.Device == DeviceKind.Unknown ? FactValue.Absent : FactValue.Of((long)snapshot.Device),
            FactId.OnSite => FactValue.Of(snapshot.OnSiteUntil is not null),
            FactId.InApp => FactValue.Of(snapshot.InAppUntil is not null),
            FactId.InStore => FactValue.Of(snapshot.InStoreUntil is not null),
            FactId.AgentsFree => FactValue.Of(snapshot.AgentsFree),
            FactId.SentLastDay => Sent(TimeSpan.FromDays(1)),
            FactId.SentLastWeek => Sent(TimeSpan.FromDays(7)),
            FactId.LocalMinute => LocalNow is { } at ? FactValue.Of((long)((at.Hour * 60) + at.Minute)) : FactValue.Absent,
            FactId.Weekday => LocalNow is { } at ? FactValue.Of((long)((((int)at.DayOfWeek + 6) % 7) + 1)) : FactValue.Absent,
            FactId.Host => OfHost(fact),
            <= FactId.SessionMinutesSinceSeen => snapshot.Facts.Read(fact, snapshot.Now),
            _ => channel is null ? FactValue.Absent : OfChannel(fact.Id, channel),
        };
    }

    /// <summary>The customer's clock; null when there are several that it may be.</summary>
    private DateTimeOffset? LocalNow => snapshot.Zones.Count == 1 && snapshot.Assumptions.Count == 0 ? snapshot.Now.ToOffset(snapshot.Zones[0].At(snapshot.Now)) : null;

    private FactValue OfHost(Fact fact) =>
        !fact.Domain.PerChannel ? snapshot.Attributes.Read(fact.Name, null)
        : channel is null ? FactValue.Absent
        : snapshot.Attributes.Read(fact.Name, channel.Channel);

    private FactValue OfChannel(FactId fact, ChannelSnapshot of) => fact switch
    {
        FactId.Channel => FactValue.Of(of.Channel.Name),
        FactId.ChannelInstant => FactValue.Of(of.Capabilities.IsInstant),
        FactId.ChannelDeliveries => FactValue.Of((long)of.History.Deliveries),
        FactId.ChannelDaysSinceEngaged => of.History.LastEngagedAt is { } at ? FactValue.Of(Math.Max(0, (snapshot.Now - at).Ticks / TimeSpan.TicksPerDay)) : FactValue.Absent,
        FactId.ChannelLeadQuality => FactValue.Of((long)of.LeadQuality),
        FactId.ChannelChanceToBuy => FactValue.Of((long)of.ChanceToBuy),
        FactId.ChannelUsual => FactValue.Of((long)of.Prior),
        _ => throw new InvalidOperationException($"Nobody answers the fact {fact}."),
    };

    private FactValue Sent(TimeSpan within)
    {
        var count = 0L;
        foreach (var contact in snapshot.Contacts)
        {
            if (contact.IsAddressOnly != true && contact.Purpose != Purpose.Transactional && contact.At > snapshot.Now - within && contact.At <= snapshot.Now)
            {
                count++;
            }
        }

        return FactValue.Of(count);
    }
}
