using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OmniChannel;

/// <summary>
/// A snapshot's canonical form, JSON with its members in a fixed order and without what is not known, and its hash. It holds no address: a decision
/// only asks whether two are the same, so they are numbered in the order in which they appear; 0 is none. <see cref="SnapshotReader"/> undoes it.
/// </summary>
internal static class SnapshotText
{
    /// <summary>On one line, nothing escaped that need not be.</summary>
    public static JsonWriterOptions OneLine { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Hash(Snapshot snapshot) => Convert.ToHexStringLower(SHA256.HashData(Octets(snapshot).WrittenSpan));

    public static string Of(Snapshot snapshot) => Encoding.UTF8.GetString(Octets(snapshot).WrittenSpan);

    private static ArrayBufferWriter<byte> Octets(Snapshot snapshot)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, OneLine);
        Write(json, snapshot);
        json.Flush();
        return buffer;
    }

    private static void Write(Utf8JsonWriter json, Snapshot snapshot)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        json.WriteStartObject();
        json.WriteString("customer", snapshot.Customer.Value);
        At(json, "now", snapshot.Now);
        At(json, "notBefore", snapshot.NotBefore);
        At(json, "expiresAt", snapshot.ExpiresAt);
        WriteMessage(json, snapshot.Message);
        Known(json, "persona", snapshot.Persona?.Value);
        SnapshotCustomerText.WriteShares(json, snapshot.PersonaShares);
        json.WriteString("stage", snapshot.Stage.Name);
        json.WriteNumber("device", (int)snapshot.Device);
        At(json, "onSiteUntil", snapshot.OnSiteUntil);
        At(json, "inAppUntil", snapshot.InAppUntil);
        At(json, "inStoreUntil", snapshot.InStoreUntil);
        json.WriteNumber("agentsFree", snapshot.AgentsFree);
        json.WriteNumber("topicLiking", (int)snapshot.TopicLiking);
        Known(json, "irrelevant", snapshot.Irrelevant?.Why);
        Known(json, "irrelevantBecause", snapshot.Irrelevant?.Code is { } code and not Irrelevance.ByHost ? code : null);
        Amount(json, "budgetLeft", snapshot.BudgetLeft);
        SnapshotCustomerText.WriteFacts(json, snapshot.Facts);
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
            WriteAssumption(json, assumption);
        }

        json.WriteEndArray();
        json.WriteStartArray("calendarZones");
        foreach (var zone in snapshot.CalendarZones.OrderBy(z => z.Key, StringComparer.Ordinal))
        {
            WriteZone(json, zone.Value);
        }

        json.WriteEndArray();
        json.WriteStartArray("contacts");
        foreach (var contact in snapshot.Contacts)
        {
            json.WriteStartArray();
            json.WriteStringValue(contact.Delivery.Value);
            json.WriteStringValue(contact.Channel.Name);
            json.WriteStringValue(contact.Purpose.Name);
            json.WriteNumberValue(contact.At.UtcTicks);
            json.WriteNumberValue(NumberOf(contact.Address, numbers));
            if (contact.IsAddressOnly == true)
            {
                json.WriteBooleanValue(true);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("channels");
        foreach (var channel in snapshot.Channels)
        {
            WriteChannel(json, channel, numbers);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static int NumberOf(string address, Dictionary<string, int> numbers)
    {
        if (!numbers.TryGetValue(address, out var number))
        {
            numbers.Add(address, number = numbers.Count);
        }

        return number;
    }

    private static void WriteMessage(Utf8JsonWriter json, Message message)
    {
        json.WriteString("campaign", message.Campaign.Value);
        json.WriteString("purpose", message.Purpose.Name);
        json.WriteNumber("urgency", (int)message.Urgency);
        Known(json, "topic", message.Topic?.Name);
        Amount(json, "value", message.Value);
    }

    /// <summary>The name is for people: what the zone means is in its offsets, each with its first instant.</summary>
    private static void WriteZone(Utf8JsonWriter json, ZoneOffsets zone)
    {
        json.WriteStartObject();
        json.WriteString("name", zone.Zone);
        At(json, "from", zone.Range.From);
        At(json, "until", zone.Range.Until);
        json.WriteStartArray("offsets");
        foreach (var change in zone.Changes)
        {
            json.WriteNumberValue(change.From.UtcTicks);
            json.WriteNumberValue(change.Offset.Ticks);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAssumption(Utf8JsonWriter json, Reason assumption)
    {
        json.WriteStartArray();
        json.WriteStringValue(assumption.Code);
        foreach (var argument in assumption.Arguments)
        {
            json.WriteStringValue(argument.Name);
            json.WriteStringValue(argument.Value);
        }

        json.WriteEndArray();
    }

    private static void WriteChannel(Utf8JsonWriter json, ChannelSnapshot channel, Dictionary<string, int> numbers)
    {
        json.WriteStartObject();
        json.WriteString("channel", channel.Channel.Name);
        WriteCapabilities(json, channel.Capabilities);
        json.WriteBoolean("variant", channel.HasVariant);
        Known(json, "pinned", channel.PinnedAccount);
        json.WriteStartArray("accounts");
        foreach (var account in channel.Accounts)
        {
            json.WriteStartObject();
            json.WriteString("account", account.Account);
            At(json, "pausedUntil", account.PausedUntil);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (channel.Address is { } address)
        {
            json.WriteNumber("address", NumberOf(address, numbers));
        }

        Known(json, "addressProblem", channel.AddressProblem);
        Known(json, "suppression", channel.Suppression?.Cause);
        At(json, "suppressedAt", channel.Suppression?.At);
        if (channel.Consent is { } consent)
        {
            WriteConsent(json, consent);
        }

        json.WriteNumber("liking", (int)channel.Liking);
        json.WriteNumber("persona", channel.PersonaWeight);
        json.WriteNumber("stage", channel.StagePoints);
        if (channel.PersonaDeclared != channel.PersonaWeight)
        {
            json.WriteNumber("declared", channel.PersonaDeclared);
        }

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

    private static void WriteConsent(Utf8JsonWriter json, ConsentRecord consent)
    {
        json.WriteStartObject("consent");
        json.WriteBoolean("granted", consent.Granted);
        json.WriteNumber("basis", (int)consent.Basis);
        At(json, "at", consent.At);
        At(json, "until", consent.Until);
        json.WriteString("source", consent.Source);
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
        if (can.ReplyWindow is { } window)
        {
            json.WriteNumber("replyWindow", window.Ticks);
        }

        Amount(json, "cost", can.CostPerMessage);
        json.WriteStartArray("devices");
        foreach (var device in can.Devices)
        {
            json.WriteNumberValue((int)device);
        }

        json.WriteEndArray();
    }

    public static void At(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } known)
        {
            json.WriteNumber(name, known.UtcTicks);
        }
    }

    public static void Known(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    public static void Amount(Utf8JsonWriter json, string name, Money? money)
    {
        if (money is { } known)
        {
            json.WriteStartObject(name);
            json.WriteNumber("minor", known.Minor);
            json.WriteString("currency", known.Currency.Code);
            json.WriteEndObject();
        }
    }
}
