namespace OmniChannel;

/// <summary>Reads what <see cref="SnapshotText"/> wrote. Needs no time-zone database. What is wrong is a finding with its place, never an exception.</summary>
internal static class SnapshotReader
{
    private const int MaxText = 5000;

    public static Snapshot? Read(JsonPart? part, JsonFindings findings)
    {
        if (JsonMembers.Of(part, findings) is not { } members)
        {
            return null;
        }

        var from = new SnapshotMembers(members);
        var (now, notBefore, expiresAt) = (from.At("now", required: true), from.At("notBefore", required: true), from.At("expiresAt", required: true));
        var purpose = from.Name<Purpose>("purpose", required: true);
        var snapshot = new Snapshot
        {
            Customer = from.Name<CustomerId>("customer", required: true) ?? default,
            Now = now ?? default,
            NotBefore = notBefore ?? default,
            ExpiresAt = expiresAt ?? default,
            Whole = notBefore < expiresAt ? TimeRanges.Of(notBefore.Value, expiresAt.Value) : TimeRanges.Empty,
            Message = new Message
            {
                Campaign = from.Name<CampaignId>("campaign", required: true) ?? default,
                Purpose = purpose ?? default,
                Urgency = from.OneOf<Urgency>("urgency"),
                Topic = from.Name<Topic>("topic"),
                Value = from.Amount("value"),
            },
            Persona = from.Name<PersonaId>("persona"),
            PersonaShares = [.. (members.List("shares", 1000) ?? []).Select(share => SnapshotPartReader.Share(share, findings)).OfType<PersonaShare>()],
            Stage = from.Name<FunnelStage>("stage", required: true) ?? default,
            Device = from.OneOf<DeviceKind>("device"),
            OnSiteUntil = from.At("onSiteUntil"),
            InAppUntil = from.At("inAppUntil"),
            InStoreUntil = from.At("inStoreUntil"),
            AgentsFree = members.Number("agentsFree", int.MinValue, int.MaxValue, required: true) ?? 0,
            TopicLiking = from.OneOf<Liking>("topicLiking"),
            Irrelevant = Irrelevant(members),
            BudgetLeft = from.Amount("budgetLeft"),
            Facts = Facts(members.Take("facts", required: true), findings),
            Attributes = SnapshotPartReader.Attributes(members.Take("attributes", required: true), findings),
            Zones = Each(members, "zones", 500, SnapshotPartReader.Zone),
            Assumptions = Each(members, "assumed", 100, SnapshotPartReader.Assumption),
            CalendarZones = Each(members, "calendarZones", 500, SnapshotPartReader.Zone).GroupBy(zone => zone.Zone, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal),
            Contacts = Each(members, "contacts", 50_000, SnapshotPartReader.Contact),
            Channels = Each(members, "channels", 1000, (one, found) => SnapshotChannelReader.Read(one, purpose ?? default, found)),
        };
        members.Finish();
        SnapshotPartReader.CheckWhole(snapshot, members.Part, findings);
        return findings.HasErrors ? null : snapshot;
    }

    private static Irrelevance? Irrelevant(JsonMembers members)
    {
        var (why, code) = (members.Text("irrelevant", MaxText), members.Text("irrelevantBecause", MaxText));
        return why is null ? null : new Irrelevance { Why = why, Code = code ?? Irrelevance.ByHost };
    }

    public static List<T> Each<T>(JsonMembers members, string name, int most, Func<JsonPart, JsonFindings, T?> read)
        where T : class
    {
        var all = new List<T>();
        foreach (var part in members.List(name, most, required: true) ?? [])
        {
            if (read(part, members.Findings) is { } one)
            {
                all.Add(one);
            }
        }

        return all;
    }

    private static CustomerFacts Facts(JsonPart? part, JsonFindings findings)
    {
        if (JsonMembers.Of(part, findings) is not { } members)
        {
            return new CustomerFacts { HasBought = false };
        }

        var from = new SnapshotMembers(members);
        var facts = new CustomerFacts
        {
            Country = members.Text("country", MaxText),
            Language = members.Text("language", MaxText),
            Age = members.Number("age", int.MinValue, int.MaxValue),
            IsNew = members.Flag("new"),
            Spent = from.Amount("spent"),
            PurchaseChannel = from.Name<Channel>("purchaseChannel"),
            BrowseChannel = from.Name<Channel>("browseChannel"),
            AcquiredBy = from.Name<Channel>("acquiredBy"),
            Acquisition = Acquisition(members),
            HasBought = members.Flag("bought") ?? false,
            LastTouchAt = from.At("lastTouchAt"),
            PurchasedAt = from.At("purchasedAt"),
            CartTotal = from.Amount("cartTotal"),
            CartLeftAt = from.At("cartLeftAt"),
            Session = Session(from, members),
        };
        members.Finish();
        return facts;
    }

    /// <summary>What of it facts may ask.</summary>
    private static AcquisitionSource? Acquisition(JsonMembers members)
    {
        var source = new AcquisitionSource
        {
            Network = members.Text("cameByNetwork", MaxText),
            Source = members.Text("cameBySource", MaxText),
            Medium = members.Text("cameByMedium", MaxText),
            Campaign = members.Text("cameByCampaign", MaxText),
            Referrer = members.Text("cameByReferrer", MaxText),
        };
        return source == new AcquisitionSource() ? null : source;
    }

    private static BrowsingSession? Session(SnapshotMembers from, JsonMembers members)
    {
        var (started, seen, views) = (from.At("sessionStartedAt"), from.At("sessionSeenAt"), members.Number("sessionViews", 1, int.MaxValue));
        if (started is { } start && seen is { } last && views is { } count && start <= last)
        {
            return new BrowsingSession { StartedAt = start, SeenAt = last, Views = count };
        }

        if (started is not null || seen is not null || views is not null)
        {
            members.Findings.Add(JsonCodes.BadValue, members.Part, "Expected sessionStartedAt, a later sessionSeenAt and sessionViews, or none of the three.");
        }

        return null;
    }
}
