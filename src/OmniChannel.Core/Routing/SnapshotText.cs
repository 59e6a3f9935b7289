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
        json.WriteString("customer"u8, snapshot.Customer.Value);
        At(json, "now"u8, snapshot.Now);
        At(json, "notBefore"u8, snapshot.NotBefore);
        At(json, "expiresAt"u8, snapshot.ExpiresAt);
        WriteMessage(json, snapshot.Message);
        Known(json, "persona"u8, snapshot.Persona?.Value);
        SnapshotCustomerText.WriteShares(json, snapshot.PersonaShares);
        json.WriteString("stage"u8, snapshot.Stage.Name);
        json.WriteNumber("device"u8, (int)snapshot.Device);
        At(json, "onSiteUntil"u8, snapshot.OnSiteUntil);
        At(json, "inAppUntil"u8, snapshot.InAppUntil);
        At(json, "inStoreUntil"u8, snapshot.InStoreUntil);
        json.WriteNumber("agentsFree"u8, snapshot.AgentsFree);
        json.WriteNumber("topicLiking"u8, (int)snapshot.TopicLiking);
        Known(json, "irrelevant"u8, snapshot.Irrelevant?.Why);
        Known(json, "irrelevantBecause"u8, snapshot.Irrelevant?.Code is { } code and not Irrelevance.ByHost ? code : null);
        Amount(json, "budgetLeft"u8, snapshot.BudgetLeft);
        SnapshotCustomerText.WriteFacts(json, snapshot.Facts);
        json.WritePropertyName("attributes"u8);
        FactSetJsonConverter.Write(json, snapshot.Attributes);
        json.WriteStartArray("zones"u8);
        foreach (var zone in snapshot.Zones)
        {
            WriteZone(json, zone);
        }

        json.WriteEndArray();
        json.WriteStartArray("assumed"u8);
        foreach (var assumption in snapshot.Assumptions)
        {
            WriteAssumption(json, assumption);
        }

        json.WriteEndArray();
        json.WriteStartArray("calendarZones"u8);
        foreach (var zone in snapshot.CalendarZones.OrderBy(z => z.Key, StringComparer.Ordinal))
        {
            WriteZone(json, zone.Value);
        }

        json.WriteEndArray();
        json.WriteStartArray("contacts"u8);
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
        json.WriteStartArray("channels"u8);
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
        json.WriteString("campaign"u8, message.Campaign.Value);
        json.WriteString("purpose"u8, message.Purpose.Name);
        json.WriteNumber("urgency"u8, (int)message.Urgency);
        Known(json, "topic"u8, message.Topic?.Name);
        Amount(json, "value"u8, message.Value);
    }

    /// <summary>The name is for people: what the zone means is in its offsets, each with its first instant.</summary>
    private static void WriteZone(Utf8JsonWriter json, ZoneOffsets zone)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, zone.Zone);
        At(json, "from"u8, zone.Range.From);
        At(json, "until"u8, zone.Range.Until);
        json.WriteStartArray("offsets"u8);
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
        json.WriteString("channel"u8, channel.Channel.Name);
        WriteCapabilities(json, channel.Capabilities);
        json.WriteBoolean("variant"u8, channel.HasVariant);
        Known(json, "pinned"u8, channel.PinnedAccount);
        json.WriteStartArray("accounts"u8);
        foreach (var account in channel.Accounts)
        {
            json.WriteStartObject();
            json.WriteString("account"u8, account.Account);
            At(json, "pausedUntil"u8, account.PausedUntil);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (channel.Address is { } address)
        {
            json.WriteNumber("address"u8, NumberOf(address, numbers));
        }

        Known(json, "addressProblem"u8, channel.AddressProblem);
        Known(json, "suppression"u8, channel.Suppression?.Cause);
        At(json, "suppressedAt"u8, channel.Suppression?.At);
        if (channel.Consent is { } consent)
        {
            WriteConsent(json, consent);
        }

        json.WriteNumber("liking"u8, (int)channel.Liking);
        json.WriteNumber("persona"u8, channel.PersonaWeight);
        json.WriteNumber("stage"u8, channel.StagePoints);
        if (channel.PersonaDeclared != channel.PersonaWeight)
        {
            json.WriteNumber("declared"u8, channel.PersonaDeclared);
        }

        json.WriteNumber("deliveries"u8, channel.History.Deliveries);
        json.WriteNumber("engagements"u8, channel.History.Engagements);
        json.WriteNumber("conversions"u8, channel.History.Conversions);
        At(json, "engagedAt"u8, channel.History.LastEngagedAt);
        At(json, "inboundAt"u8, channel.History.LastInboundAt);
        json.WriteNumber("leadQuality"u8, channel.LeadQuality);
        json.WriteNumber("chanceToBuy"u8, channel.ChanceToBuy);
        json.WriteNumber("prior"u8, channel.Prior);
        json.WriteEndObject();
    }

    private static void WriteConsent(Utf8JsonWriter json, ConsentRecord consent)
    {
        json.WriteStartObject("consent"u8);
        json.WriteBoolean("granted"u8, consent.Granted);
        json.WriteNumber("basis"u8, (int)consent.Basis);
        At(json, "at"u8, consent.At);
        At(json, "until"u8, consent.Until);
        json.WriteString("source"u8, consent.Source);
        json.WriteEndObject();
    }

    /// <summary>Those capabilities that a decision reads.</summary>
    private static void WriteCapabilities(Utf8JsonWriter json, ChannelCapabilities can)
    {
        json.WriteNumber("direction"u8, (int)can.Direction);
        json.WriteNumber("reach"u8, (int)can.Reach);
        json.WriteBoolean("instant"u8, can.IsInstant);
        json.WriteNumber("addressKind"u8, (int)can.Address);
        json.WriteNumber("presence"u8, (int)can.RequiresPresence);
        json.WriteBoolean("agent"u8, can.RequiresAgent);
        if (can.ReplyWindow is { } window)
        {
            json.WriteNumber("replyWindow"u8, window.Ticks);
        }

        Amount(json, "cost"u8, can.CostPerMessage);
        json.WriteStartArray("devices"u8);
        foreach (var device in can.Devices)
        {
            json.WriteNumberValue((int)device);
        }

        json.WriteEndArray();
    }

    public static void At(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? at)
    {
        if (at is { } known)
        {
            json.WriteNumber(name, known.UtcTicks);
        }
    }

    public static void Known(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    public static void Amount(Utf8JsonWriter json, ReadOnlySpan<byte> name, Money? money)
    {
        if (money is { } known)
        {
            json.WriteStartObject(name);
            json.WriteNumber("minor"u8, known.Minor);
            json.WriteString("currency"u8, known.Currency.Code);
            json.WriteEndObject();
        }
    }
}
