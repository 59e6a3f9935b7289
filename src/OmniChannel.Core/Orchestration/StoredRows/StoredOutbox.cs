using System.Text.Json;
using OmniChannel.Delivery;
using static OmniChannel.StoredMembers;

namespace OmniChannel;

/// <summary>Reads what an outbox row holds by hand: see <see cref="StoredMembers"/>.</summary>
internal static class StoredOutbox
{
    public static OutboxContent Read(ref Utf8JsonReader json)
    {
        var stored = StoredJson.Default;
        CustomerId? customer = default;
        Message? message = default;
        Channel? channel = default;
        DateTimeOffset? expiresAt = default;
        DateTimeOffset? nextAt = default;
        int failures = default;
        bool mayBeSent = default;
        SendGuarantee? guarantee = default;
        FrozenMessage? frozen = default;
        string? account = default;
        DateTimeOffset? begunAt = default;
        Money? spend = default;
        string? countedAt = default;
        IReadOnlyList<string>? tried = default;
        IReadOnlyList<AccountWait>? waits = default;
        IReadOnlyList<string>? been = default;
        bool? isReached = default;
        string? providerMessageId = default;
        IReadOnlyList<DigestItem>? items = default;
        IReadOnlyList<DeliveryStatus>? reports = default;
        DateTimeOffset? heldUntil = default;
        DateTimeOffset? missingSince = default;
        StepUpRest? rest = default;
        DateTimeOffset? channelUntil = default;
        DeliveryId? steppedFrom = default;
        DateTimeOffset? plannedAt = default;
        DeliveryId? steppedTo = default;
        string? supersedeKey = default;
        Reason? reason = default;
        for (Enter(ref json); Next(ref json);)
        {
            if (json.Is("customer"u8)) { customer = Rare(ref json, stored.CustomerId); }
            else if (json.Is("message"u8)) { message = Message(ref json); }
            else if (json.Is("channel"u8)) { channel = StoredName<Channel>.Read(ref json, stored.Channel); }
            else if (json.Is("expiresAt"u8)) { expiresAt = json.GetDateTimeOffset(); }
            else if (json.Is("nextAt"u8)) { nextAt = Time(ref json); }
            else if (json.Is("failures"u8)) { failures = json.GetInt32(); }
            else if (json.Is("mayBeSent"u8)) { mayBeSent = json.GetBoolean(); }
            else if (json.Is("guarantee"u8)) { guarantee = StoredName<SendGuarantee>.ReadOrNull(ref json, stored.SendGuarantee); }
            else if (json.Is("frozen"u8)) { frozen = Rare(ref json, stored.FrozenMessage); }
            else if (json.Is("account"u8)) { account = json.GetString(); }
            else if (json.Is("begunAt"u8)) { begunAt = Time(ref json); }
            else if (json.Is("spend"u8)) { spend = Rare(ref json, stored.NullableMoney); }
            else if (json.Is("countedAt"u8)) { countedAt = json.GetString(); }
            else if (json.Is("tried"u8)) { tried = Rare(ref json, stored.IReadOnlyListString); }
            else if (json.Is("waits"u8)) { waits = Rare(ref json, stored.IReadOnlyListAccountWait); }
            else if (json.Is("been"u8)) { been = Rare(ref json, stored.IReadOnlyListString); }
            else if (json.Is("isReached"u8)) { isReached = Rare(ref json, stored.NullableBoolean); }
            else if (json.Is("providerMessageId"u8)) { providerMessageId = json.GetString(); }
            else if (json.Is("items"u8)) { items = Rare(ref json, stored.IReadOnlyListDigestItem); }
            else if (json.Is("reports"u8)) { reports = Rare(ref json, stored.IReadOnlyListDeliveryStatus); }
            else if (json.Is("heldUntil"u8)) { heldUntil = Time(ref json); }
            else if (json.Is("missingSince"u8)) { missingSince = Time(ref json); }
            else if (json.Is("rest"u8)) { rest = Rare(ref json, stored.StepUpRest); }
            else if (json.Is("channelUntil"u8)) { channelUntil = Time(ref json); }
            else if (json.Is("steppedFrom"u8)) { steppedFrom = Rare(ref json, stored.NullableDeliveryId); }
            else if (json.Is("plannedAt"u8)) { plannedAt = Time(ref json); }
            else if (json.Is("steppedTo"u8)) { steppedTo = Rare(ref json, stored.NullableDeliveryId); }
            else if (json.Is("supersedeKey"u8)) { supersedeKey = json.GetString(); }
            else if (json.Is("reason"u8)) { reason = Rare(ref json, stored.Reason); }
            else { Pass(ref json); }
        }

        return new OutboxContent
        {
            Customer = Needed(customer, "customer"),
            Message = message ?? throw Missing("message"),
            Channel = Needed(channel, "channel"),
            ExpiresAt = Needed(expiresAt, "expiresAt"),
            NextAt = nextAt,
            Failures = failures,
            MayBeSent = mayBeSent,
            Guarantee = guarantee,
            Frozen = frozen,
            Account = account,
            BegunAt = begunAt,
            Spend = spend,
            CountedAt = countedAt,
            Tried = tried,
            Waits = waits,
            Been = been,
            IsReached = isReached,
            ProviderMessageId = providerMessageId,
            Items = items,
            Reports = reports,
            HeldUntil = heldUntil,
            MissingSince = missingSince,
            Rest = rest,
            ChannelUntil = channelUntil,
            SteppedFrom = steppedFrom,
            PlannedAt = plannedAt,
            SteppedTo = steppedTo,
            SupersedeKey = supersedeKey,
            Reason = reason,
        };
    }

    private static Message Message(ref Utf8JsonReader json)
    {
        var stored = StoredJson.Default;
        CampaignId? campaign = default;
        Purpose? purpose = default;
        Urgency urgency = default;
        DateTimeOffset? expiresAt = default;
        IReadOnlyDictionary<string, string>? data = default;
        Topic? topic = default;
        MessageAbout? about = default;
        string? digestKey = default;
        Money? value = default;
        SendGuarantee? guarantee = default;
        FactSet? attributes = default;
        for (Enter(ref json); Next(ref json);)
        {
            if (json.Is("campaign"u8)) { campaign = StoredName<CampaignId>.Read(ref json, stored.CampaignId); }
            else if (json.Is("purpose"u8)) { purpose = StoredName<Purpose>.Read(ref json, stored.Purpose); }
            else if (json.Is("urgency"u8)) { urgency = StoredName<Urgency>.Read(ref json, stored.Urgency); }
            else if (json.Is("expiresAt"u8)) { expiresAt = Time(ref json); }
            else if (json.Is("data"u8)) { data = Rare(ref json, stored.IReadOnlyDictionaryStringString); }
            else if (json.Is("topic"u8)) { topic = StoredName<Topic>.ReadOrNull(ref json, stored.Topic); }
            else if (json.Is("about"u8)) { about = Rare(ref json, stored.MessageAbout); }
            else if (json.Is("digestKey"u8)) { digestKey = json.GetString(); }
            else if (json.Is("value"u8)) { value = Rare(ref json, stored.NullableMoney); }
            else if (json.Is("guarantee"u8)) { guarantee = StoredName<SendGuarantee>.ReadOrNull(ref json, stored.SendGuarantee); }
            else if (json.Is("attributes"u8)) { attributes = Rare(ref json, stored.FactSet); }
            else { Pass(ref json); }
        }

        return new Message
        {
            Campaign = Needed(campaign, "campaign"),
            Purpose = Needed(purpose, "purpose"),
            Urgency = urgency,
            ExpiresAt = expiresAt,
            Data = data!,
            Topic = topic,
            About = about,
            DigestKey = digestKey,
            Value = value,
            Guarantee = guarantee,
            Attributes = attributes,
        };
    }
}
