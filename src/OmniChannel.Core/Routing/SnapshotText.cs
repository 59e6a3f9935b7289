using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace OmniChannel;

/// <summary>A snapshot's canonical form, JSON with its members in a fixed order, and its hash.</summary>
internal static class SnapshotText
{
    public static string Hash(Snapshot snapshot)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, snapshot);
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, Snapshot snapshot)
    {
        json.WriteStartObject();
        json.WriteString("customer", snapshot.Customer.Value);
        At(json, "now", snapshot.Now);
        At(json, "notBefore", snapshot.NotBefore);
        At(json, "expiresAt", snapshot.ExpiresAt);
        WriteMessage(json, snapshot.Message);
        json.WriteString("persona", snapshot.Persona?.Value);
        json.WriteString("stage", snapshot.Stage.Name);
        json.WriteNumber("device", (int)snapshot.Device);
        At(json, "onSiteUntil", snapshot.OnSiteUntil);
        At(json, "inAppUntil", snapshot.InAppUntil);
        At(json, "inStoreUntil", snapshot.InStoreUntil);
        json.WriteNumber("agentsFree", snapshot.AgentsFree);
        json.WriteNumber("topicLiking", (int)snapshot.TopicLiking);
        json.WriteString("irrelevant", snapshot.Irrelevant);
        json.WriteString("budgetLeft", snapshot.BudgetLeft?.ToString());
        WriteFacts(json, snapshot.Facts);
        json.WritePropertyName("attributes");
        FactSetJsonConverter.Write(json, snapshot.Attributes);
        json.WriteStartArray("zones");
        foreach (var zone in snapshot.Zones)
        {
            WriteZone(json, zone);
        }

        json.WriteEndArray();
        json.WriteStartArray("assumed");
        foreach (var assumption in snapshot.Assumptions)
        {
            json.WriteStringValue($"{assumption.Code} {string.Join(' ', assumption.Arguments)}");
        }

        json.WriteEndArray();
        json.WriteStartObject("calendarZones");
        foreach (var zone in snapshot.CalendarZones.OrderBy(z => z.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(zone.Key);
            WriteZone(json, zone.Value);
        }

        json.WriteEndObject();
        json.WriteStartArray("contacts");
        foreach (var contact in snapshot.Contacts)
        {
            json.WriteStartArray();
            json.WriteStringValue(contact.Delivery.Value);
            json.WriteStringValue(contact.Channel.Name);
            json.WriteStringValue(contact.Purpose.Name);
            json.WriteNumberValue(contact.At.UtcTicks);
            json.WriteStringValue(contact.Address);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("channels");
        foreach (var channel in snapshot.Channels)
        {
            WriteChannel(json, channel);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, Message message)
    {
        json.WriteString("campaign", message.Campaign.Value);
        json.WriteString("purpose", message.Purpose.Name);
        json.WriteNumber("urgency", (int)message.Urgency);
        json.WriteString("topic", message.Topic?.Name);
        json.WriteString("value", message.Value?.ToString());
    }

    private static void WriteFacts(Utf8JsonWriter json, CustomerFacts facts)
    {
        json.WriteStartObject("facts");
        json.WriteString("country", facts.Country);
        json.WriteString("language", facts.Language);
        json.WriteString("age", facts.Age?.ToString(CultureInfo.InvariantCulture));
        json.WriteString("new", facts.IsNew?.ToString());
        json.WriteString("spent", facts.Spent?.ToString());
        json.WriteString("purchaseChannel", facts.PurchaseChannel?.Name);
        json.WriteString("acquiredBy", facts.AcquiredBy?.Name);
        json.WriteBoolean("bought", facts.HasBought);
        At(json, "lastTouchAt", facts.LastTouchAt);
        At(json, "purchasedAt", facts.PurchasedAt);
        json.WriteString("cartTotal", facts.CartTotal?.ToString());
        At(json, "cartLeftAt", facts.CartLeftAt);
        json.WriteEndObject();
    }

    private static void WriteZone(Utf8JsonWriter json, ZoneOffsets zone)
    {
        json.WriteStartArray();
        foreach (var change in zone.Changes)
        {
            json.WriteNumberValue(change.From.UtcTicks);
            json.WriteNumberValue(change.Offset.Ticks);
        }

        json.WriteEndArray();
    }

    private static void WriteChannel(Utf8JsonWriter json, ChannelSnapshot channel)
    {
        json.WriteStartObject();
        json.WriteString("channel", channel.Channel.Name);
        WriteCapabilities(json, channel.Capabilities);
        json.WriteBoolean("variant", channel.HasVariant);
        json.WriteString("pinned", channel.PinnedAccount);
        json.WriteStartArray("accounts");
        foreach (var account in channel.Accounts)
        {
            json.WriteStringValue(account.Account);
            json.WriteNumberValue(account.PausedUntil?.UtcTicks ?? 0);
        }

        json.WriteEndArray();
        json.WriteString("address", channel.Address);
        json.WriteString("addressProblem", channel.AddressProblem);
        json.WriteString("suppression", channel.Suppression?.Cause);
        At(json, "suppressedAt", channel.Suppression?.At);
        json.WriteString("consent", channel.Consent is { } consent
            ? string.Create(CultureInfo.InvariantCulture, $"{consent.Granted} {consent.Basis} {consent.At.UtcTicks} {consent.Until?.UtcTicks} {consent.Source}")
            : null);
        json.WriteNumber("liking", (int)channel.Liking);
        json.WriteNumber("persona", channel.PersonaWeight);
        json.WriteNumber("deliveries", channel.History.Deliveries);
        json.WriteNumber("engagements", channel.History.Engagements);
        json.WriteNumber("conversions", channel.History.Conversions);
        At(json, "engagedAt", channel.History.LastEngagedAt);
        At(json, "inboundAt", channel.History.LastInboundAt);
        json.WriteNumber("leadQuality", channel.LeadQuality);
        json.WriteNumber("chanceToBuy", channel.ChanceToBuy);
        json.WriteNumber("prior", channel.Prior);
        json.WriteEndObject();
    }

    /// <summary>Those capabilities that a decision reads.</summary>
    private static void WriteCapabilities(Utf8JsonWriter json, ChannelCapabilities can)
    {
        json.WriteNumber("direction", (int)can.Direction);
        json.WriteNumber("reach", (int)can.Reach);
        json.WriteBoolean("instant", can.IsInstant);
        json.WriteNumber("addressKind", (int)can.Address);
        json.WriteNumber("presence", (int)can.RequiresPresence);
        json.WriteBoolean("agent", can.RequiresAgent);
        json.WriteNumber("replyWindow", can.ReplyWindow?.Ticks ?? 0);
        json.WriteString("cost", can.CostPerMessage?.ToString());
        json.WriteString("devices", string.Join(',', can.Devices));
    }

    private static void At(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } known)
        {
            json.WriteNumber(name, known.UtcTicks);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
