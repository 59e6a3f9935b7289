using System.Text.Json;
using static OmniChannel.StoredMembers;

namespace OmniChannel;

/// <summary>Reads consents and contact points by hand: see <see cref="StoredMembers"/>.</summary>
internal static class StoredConsents
{
    public static ConsentRecord Consent(ref Utf8JsonReader json)
    {
        var stored = StoredJson.Default;
        var (purpose, channel, granted, at, source) = ((Purpose?)null, (Channel?)null, (bool?)null, (DateTimeOffset?)null, (string?)null);
        var (wording, basis, until) = ((string?)null, default(ConsentBasis), (DateTimeOffset?)null);
        for (Enter(ref json); Next(ref json);)
        {
            if (json.Is("purpose"u8)) { purpose = StoredName<Purpose>.Read(ref json, stored.Purpose); }
            else if (json.Is("channel"u8)) { channel = StoredName<Channel>.Read(ref json, stored.Channel); }
            else if (json.Is("granted"u8)) { granted = json.GetBoolean(); }
            else if (json.Is("at"u8)) { at = json.GetDateTimeOffset(); }
            else if (json.Is("source"u8)) { source = json.GetString(); }
            else if (json.Is("basis"u8)) { basis = StoredName<ConsentBasis>.Read(ref json, stored.ConsentBasis); }
            else if (json.Is("until"u8)) { until = Time(ref json); }
            else if (json.Is("wording"u8)) { wording = json.GetString(); }
            else { Pass(ref json); }
        }

        return new ConsentRecord
        {
            Purpose = Needed(purpose, "purpose"),
            Channel = Needed(channel, "channel"),
            Granted = Needed(granted, "granted"),
            At = Needed(at, "at"),
            Source = source ?? throw Missing("source"),
            Basis = basis,
            Until = until,
            Wording = wording,
        };
    }

    public static ContactPoint Point(ref Utf8JsonReader json)
    {
        var (channel, address, registeredAt) = ((Channel?)null, (string?)null, (DateTimeOffset?)null);
        for (Enter(ref json); Next(ref json);)
        {
            if (json.Is("channel"u8)) { channel = StoredName<Channel>.Read(ref json, StoredJson.Default.Channel); }
            else if (json.Is("address"u8)) { address = json.GetString(); }
            else if (json.Is("registeredAt"u8)) { registeredAt = Time(ref json); }
            else { Pass(ref json); }
        }

        return new ContactPoint { Channel = Needed(channel, "channel"), Address = address ?? throw Missing("address"), RegisteredAt = registeredAt };
    }
}
