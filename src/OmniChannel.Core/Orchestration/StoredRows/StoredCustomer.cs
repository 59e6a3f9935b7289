using System.Text.Json;
using static OmniChannel.StoredMembers;

namespace OmniChannel;

/// <summary>Reads a customer's state by hand: see <see cref="StoredMembers"/>.</summary>
internal static class StoredCustomer
{
    public static CustomerState Read(ref Utf8JsonReader json)
    {
        var stored = StoredJson.Default;
        CustomerProfile? profile = default;
        bool isKnown = default;
        DeviceKind device = default;
        int purchases = default;
        IReadOnlyDictionary<Channel, ChannelHistory>? channels = default;
        IReadOnlyList<Contact>? contacts = default;
        IReadOnlyList<Suppression>? suppressions = default;
        DateTimeOffset? profileSavedAt = default;
        DateTimeOffset? siteSeenAt = default;
        DateTimeOffset? siteLeftAt = default;
        DateTimeOffset? appSeenAt = default;
        DateTimeOffset? appLeftAt = default;
        DateTimeOffset? storeSeenAt = default;
        DateTimeOffset? storeLeftAt = default;
        DateTimeOffset? deviceSeenAt = default;
        DateTimeOffset? lastTouchAt = default;
        DateTimeOffset? firstTouchAt = default;
        Channel? firstChannel = default;
        DateTimeOffset? browsedAt = default;
        Channel? browseChannel = default;
        IReadOnlyList<BrowsingSession>? sessions = default;
        DateTimeOffset? cartLeftAt = default;
        Money? cartTotal = default;
        DateTimeOffset? purchasedAt = default;
        FunnelStage? stage = default;
        IReadOnlyList<FunnelJournal>? funnels = default;
        CustomerBehaviour? behaviour = default;
        PersonMembership? person = default;
        DateTimeOffset? erasedAt = default;
        for (Enter(ref json); Next(ref json);)
        {
            if (json.Is("profile"u8)) { profile = StoredProfile.Profile(ref json); }
            else if (json.Is("isKnown"u8)) { isKnown = json.GetBoolean(); }
            else if (json.Is("device"u8)) { device = StoredName<DeviceKind>.Read(ref json, stored.DeviceKind); }
            else if (json.Is("purchases"u8)) { purchases = json.GetInt32(); }
            else if (json.Is("channels"u8)) { channels = Map(ref json, stored.IReadOnlyDictionaryChannelChannelHistory); }
            else if (json.Is("contacts"u8)) { contacts = List(ref json, Contact); }
            else if (json.Is("suppressions"u8)) { suppressions = List(ref json, Suppressed); }
            else if (json.Is("profileSavedAt"u8)) { profileSavedAt = Time(ref json); }
            else if (json.Is("siteSeenAt"u8)) { siteSeenAt = Time(ref json); }
            else if (json.Is("siteLeftAt"u8)) { siteLeftAt = Time(ref json); }
            else if (json.Is("appSeenAt"u8)) { appSeenAt = Time(ref json); }
            else if (json.Is("appLeftAt"u8)) { appLeftAt = Time(ref json); }
            else if (json.Is("storeSeenAt"u8)) { storeSeenAt = Time(ref json); }
            else if (json.Is("storeLeftAt"u8)) { storeLeftAt = Time(ref json); }
            else if (json.Is("deviceSeenAt"u8)) { deviceSeenAt = Time(ref json); }
            else if (json.Is("lastTouchAt"u8)) { lastTouchAt = Time(ref json); }
            else if (json.Is("firstTouchAt"u8)) { firstTouchAt = Time(ref json); }
            else if (json.Is("firstChannel"u8)) { firstChannel = StoredName<Channel>.ReadOrNull(ref json, stored.Channel); }
            else if (json.Is("browsedAt"u8)) { browsedAt = Time(ref json); }
            else if (json.Is("browseChannel"u8)) { browseChannel = StoredName<Channel>.ReadOrNull(ref json, stored.Channel); }
            else if (json.Is("sessions"u8)) { sessions = Rare(ref json, stored.IReadOnlyListBrowsingSession); }
            else if (json.Is("cartLeftAt"u8)) { cartLeftAt = Time(ref json); }
            else if (json.Is("cartTotal"u8)) { cartTotal = Rare(ref json, stored.NullableMoney); }
            else if (json.Is("purchasedAt"u8)) { purchasedAt = Time(ref json); }
            else if (json.Is("stage"u8)) { stage = StoredName<FunnelStage>.ReadOrNull(ref json, stored.FunnelStage); }
            else if (json.Is("funnels"u8)) { funnels = Rare(ref json, stored.IReadOnlyListFunnelJournal); }
            else if (json.Is("behaviour"u8)) { behaviour = Rare(ref json, stored.CustomerBehaviour); }
            else if (json.Is("person"u8)) { person = Rare(ref json, stored.PersonMembership); }
            else if (json.Is("erasedAt"u8)) { erasedAt = Time(ref json); }
            else { Pass(ref json); }
        }

        return new CustomerState
        {
            Profile = profile ?? throw Missing("profile"),
            IsKnown = isKnown,
            Device = device,
            Purchases = purchases,
            Channels = channels!,
            Contacts = contacts!,
            Suppressions = suppressions!,
            ProfileSavedAt = profileSavedAt,
            SiteSeenAt = siteSeenAt,
            SiteLeftAt = siteLeftAt,
            AppSeenAt = appSeenAt,
            AppLeftAt = appLeftAt,
            StoreSeenAt = storeSeenAt,
            StoreLeftAt = storeLeftAt,
            DeviceSeenAt = deviceSeenAt,
            LastTouchAt = lastTouchAt,
            FirstTouchAt = firstTouchAt,
            FirstChannel = firstChannel,
            BrowsedAt = browsedAt,
            BrowseChannel = browseChannel,
            Sessions = sessions,
            CartLeftAt = cartLeftAt,
            CartTotal = cartTotal,
            PurchasedAt = purchasedAt,
            Stage = stage,
            Funnels = funnels,
            Behaviour = behaviour,
            Person = person,
            ErasedAt = erasedAt,
        };
    }

    private static Contact Contact(ref Utf8JsonReader json)
    {
        var stored = StoredJson.Default;
        DeliveryId? delivery = default;
        Channel? channel = default;
        Purpose? purpose = default;
        DateTimeOffset? at = default;
        string? address = default;
        bool? isCounted = default;
        bool? isAddressOnly = default;
        for (Enter(ref json); Next(ref json);)
        {
            if (json.Is("delivery"u8)) { delivery = Rare(ref json, stored.DeliveryId); }
            else if (json.Is("channel"u8)) { channel = StoredName<Channel>.Read(ref json, stored.Channel); }
            else if (json.Is("purpose"u8)) { purpose = StoredName<Purpose>.Read(ref json, stored.Purpose); }
            else if (json.Is("at"u8)) { at = json.GetDateTimeOffset(); }
            else if (json.Is("address"u8)) { address = json.GetString(); }
            else if (json.Is("isCounted"u8)) { isCounted = Rare(ref json, stored.NullableBoolean); }
            else if (json.Is("isAddressOnly"u8)) { isAddressOnly = Rare(ref json, stored.NullableBoolean); }
            else { Pass(ref json); }
        }

        return new Contact
        {
            Delivery = Needed(delivery, "delivery"),
            Channel = Needed(channel, "channel"),
            Purpose = Needed(purpose, "purpose"),
            At = Needed(at, "at"),
            Address = address ?? throw Missing("address"),
            IsCounted = isCounted,
            IsAddressOnly = isAddressOnly,
        };
    }

    private static Suppression Suppressed(ref Utf8JsonReader json)
    {
        var stored = StoredJson.Default;
        Channel? channel = default;
        string? address = default;
        string? cause = default;
        DateTimeOffset? at = default;
        for (Enter(ref json); Next(ref json);)
        {
            if (json.Is("channel"u8)) { channel = StoredName<Channel>.Read(ref json, stored.Channel); }
            else if (json.Is("address"u8)) { address = json.GetString(); }
            else if (json.Is("cause"u8)) { cause = json.GetString(); }
            else if (json.Is("at"u8)) { at = json.GetDateTimeOffset(); }
            else { Pass(ref json); }
        }

        return new Suppression
        {
            Channel = Needed(channel, "channel"),
            Address = address ?? throw Missing("address"),
            Cause = cause ?? throw Missing("cause"),
            At = Needed(at, "at"),
        };
    }
}
