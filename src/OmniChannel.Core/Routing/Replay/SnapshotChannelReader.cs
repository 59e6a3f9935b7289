namespace OmniChannel;

/// <summary>Reads one channel of a snapshot.</summary>
internal static class SnapshotChannelReader
{
    private const int MaxText = 5000;

    public static ChannelSnapshot? Read(JsonPart part, Purpose purpose, JsonFindings findings)
    {
        if (JsonMembers.Of(part, findings) is not { } members)
        {
            return null;
        }

        var from = new SnapshotMembers(members);
        var channel = from.Name<Channel>("channel", required: true) ?? default;
        var weight = members.Number("persona", -100, 100, required: true) ?? 0;
        var read = new ChannelSnapshot
        {
            Channel = channel,
            Capabilities = Capabilities(members, from),
            HasVariant = members.Flag("variant") ?? false,
            PinnedAccount = members.Text("pinned", MaxText),
            Accounts = SnapshotReader.Each(members, "accounts", 1000, Account),
            Address = members.Take("address") is { } address ? SnapshotPartReader.Address(address, findings) : null,
            AddressProblem = members.Text("addressProblem", MaxText),
            Suppression = Suppressed(members, from, channel),
            Consent = members.Take("consent") is { } consent ? Consent(consent, purpose, channel, findings) : null,
            Liking = from.OneOf<Liking>("liking"),
            StagePoints = members.Number("stage", -FunnelChecks.MostPoints, FunnelChecks.MostPoints, required: true) ?? 0,
            PersonaWeight = weight,
            PersonaDeclared = members.Number("declared", -100, 100) ?? weight,
            History = new ChannelHistory
            {
                Deliveries = members.Number("deliveries", 0, int.MaxValue, required: true) ?? 0,
                Engagements = members.Number("engagements", 0, int.MaxValue, required: true) ?? 0,
                Conversions = members.Number("conversions", 0, int.MaxValue, required: true) ?? 0,
                LastEngagedAt = from.At("engagedAt"),
                LastInboundAt = from.At("inboundAt"),
            },
            LeadQuality = members.Number("leadQuality", int.MinValue / 2, int.MaxValue / 2, required: true) ?? 0,
            ChanceToBuy = members.Number("chanceToBuy", int.MinValue / 2, int.MaxValue / 2, required: true) ?? 0,
            Prior = members.Number("prior", int.MinValue / 2, int.MaxValue / 2, required: true) ?? 0,
        };
        members.Finish();
        return read;
    }

    private static ChannelCapabilities Capabilities(JsonMembers members, SnapshotMembers from) => new()
    {
        Direction = from.OneOf<ChannelDirection>("direction"),
        Reach = from.OneOf<ChannelReach>("reach"),
        IsOnline = true,
        IsInstant = members.Flag("instant") ?? false,
        Address = from.OneOf<AddressKind>("addressKind"),
        RequiresPresence = from.OneOf<CustomerPlace>("presence"),
        RequiresAgent = members.Flag("agent") ?? false,
        ReplyWindow = from.Length("replyWindow"),
        CostPerMessage = from.Amount("cost"),
        Devices = [.. (members.List("devices", 100, required: true) ?? []).Select(device => SnapshotMembers.OneOf<DeviceKind>(device, members.Findings))],
    };

    private static AccountHealth? Account(JsonPart part, JsonFindings findings)
    {
        if (JsonMembers.Of(part, findings) is not { } members)
        {
            return null;
        }

        var health = new AccountHealth { Account = members.Text("account", MaxText, required: true) ?? "", PausedUntil = new SnapshotMembers(members).At("pausedUntil") };
        members.Finish();
        return health;
    }

    private static Suppression? Suppressed(JsonMembers members, SnapshotMembers from, Channel channel)
    {
        var (cause, at) = (members.Text("suppression", MaxText), from.At("suppressedAt"));
        return cause is not null && at is { } when ? new Suppression { Channel = channel, Address = "", Cause = cause, At = when } : null;
    }

    private static ConsentRecord? Consent(JsonPart part, Purpose purpose, Channel channel, JsonFindings findings)
    {
        if (JsonMembers.Of(part, findings) is not { } members)
        {
            return null;
        }

        var from = new SnapshotMembers(members);
        var consent = new ConsentRecord
        {
            Purpose = purpose,
            Channel = channel,
            Granted = members.Flag("granted") ?? false,
            Basis = from.OneOf<ConsentBasis>("basis"),
            At = from.At("at", required: true) ?? default,
            Until = from.At("until"),
            Source = members.Text("source", MaxText, required: true) ?? "",
        };
        members.Finish();
        return consent;
    }
}
