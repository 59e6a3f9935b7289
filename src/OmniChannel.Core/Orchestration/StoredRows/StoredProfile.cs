using System.Text.Json;
using static OmniChannel.StoredMembers;

namespace OmniChannel;

/// <summary>Reads a profile by hand: see <see cref="StoredMembers"/>.</summary>
internal static class StoredProfile
{
    public static CustomerProfile Profile(ref Utf8JsonReader json)
    {
        var stored = StoredJson.Default;
        CustomerId? id = default;
        string? name = default;
        string? timeZone = default;
        string? country = default;
        string? language = default;
        IReadOnlyList<ContactPoint>? contactPoints = default;
        IReadOnlyList<ConsentRecord>? consents = default;
        IReadOnlyDictionary<Channel, Liking>? channels = default;
        IReadOnlyDictionary<Topic, Liking>? topics = default;
        int? age = default;
        PersonaId? persona = default;
        FunnelStage? stage = default;
        bool? isNew = default;
        Money? spent = default;
        Channel? purchaseChannel = default;
        Channel? acquiredBy = default;
        FactSet? attributes = default;
        for (Enter(ref json); Next(ref json);)
        {
            if (json.Is("id"u8)) { id = Rare(ref json, stored.CustomerId); }
            else if (json.Is("name"u8)) { name = json.GetString(); }
            else if (json.Is("timeZone"u8)) { timeZone = json.GetString(); }
            else if (json.Is("country"u8)) { country = json.GetString(); }
            else if (json.Is("language"u8)) { language = json.GetString(); }
            else if (json.Is("contactPoints"u8)) { contactPoints = List(ref json, StoredConsents.Point); }
            else if (json.Is("consents"u8)) { consents = List(ref json, StoredConsents.Consent); }
            else if (json.Is("channels"u8)) { channels = Map(ref json, stored.IReadOnlyDictionaryChannelLiking); }
            else if (json.Is("topics"u8)) { topics = Map(ref json, stored.IReadOnlyDictionaryTopicLiking); }
            else if (json.Is("age"u8)) { age = Rare(ref json, stored.NullableInt32); }
            else if (json.Is("persona"u8)) { persona = StoredName<PersonaId>.ReadOrNull(ref json, stored.PersonaId); }
            else if (json.Is("stage"u8)) { stage = StoredName<FunnelStage>.ReadOrNull(ref json, stored.FunnelStage); }
            else if (json.Is("isNew"u8)) { isNew = Rare(ref json, stored.NullableBoolean); }
            else if (json.Is("spent"u8)) { spent = Rare(ref json, stored.NullableMoney); }
            else if (json.Is("purchaseChannel"u8)) { purchaseChannel = StoredName<Channel>.ReadOrNull(ref json, stored.Channel); }
            else if (json.Is("acquiredBy"u8)) { acquiredBy = StoredName<Channel>.ReadOrNull(ref json, stored.Channel); }
            else if (json.Is("attributes"u8)) { attributes = Rare(ref json, stored.FactSet); }
            else { Pass(ref json); }
        }

        return new CustomerProfile
        {
            Id = Needed(id, "id"),
            Name = name,
            TimeZone = timeZone,
            Country = country,
            Language = language,
            ContactPoints = contactPoints!,
            Consents = consents!,
            Channels = channels!,
            Topics = topics!,
            Age = age,
            Persona = persona,
            Stage = stage,
            IsNew = isNew,
            Spent = spent,
            PurchaseChannel = purchaseChannel,
            AcquiredBy = acquiredBy,
            Attributes = attributes,
        };
    }
}
