using System.Text.Json;

namespace OmniChannel;

/// <summary>What the canonical form of a snapshot says of the customer.</summary>
internal static class SnapshotCustomerText
{
    public static void WriteShares(Utf8JsonWriter json, IReadOnlyList<PersonaShare> shares)
    {
        if (shares.Count == 0)
        {
            return;
        }

        json.WriteStartArray("shares"u8);
        foreach (var share in shares)
        {
            json.WriteStartArray();
            json.WriteStringValue(share.Persona.Value);
            json.WriteNumberValue(share.PerMille);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    public static void WriteFacts(Utf8JsonWriter json, CustomerFacts facts)
    {
        json.WriteStartObject("facts"u8);
        SnapshotText.Known(json, "country"u8, facts.Country);
        SnapshotText.Known(json, "language"u8, facts.Language);
        if (facts.Age is { } age)
        {
            json.WriteNumber("age"u8, age);
        }

        if (facts.IsNew is { } isNew)
        {
            json.WriteBoolean("new"u8, isNew);
        }

        SnapshotText.Amount(json, "spent"u8, facts.Spent);
        SnapshotText.Known(json, "purchaseChannel"u8, facts.PurchaseChannel?.Name);
        SnapshotText.Known(json, "browseChannel"u8, facts.BrowseChannel?.Name);
        SnapshotText.Known(json, "acquiredBy"u8, facts.AcquiredBy?.Name);
        SnapshotText.Known(json, "cameByNetwork"u8, facts.Acquisition?.Network);
        SnapshotText.Known(json, "cameBySource"u8, facts.Acquisition?.Source);
        SnapshotText.Known(json, "cameByMedium"u8, facts.Acquisition?.Medium);
        SnapshotText.Known(json, "cameByCampaign"u8, facts.Acquisition?.Campaign);
        SnapshotText.Known(json, "cameByReferrer"u8, facts.Acquisition?.Referrer);
        json.WriteBoolean("bought"u8, facts.HasBought);
        SnapshotText.At(json, "lastTouchAt"u8, facts.LastTouchAt);
        SnapshotText.At(json, "purchasedAt"u8, facts.PurchasedAt);
        SnapshotText.Amount(json, "cartTotal"u8, facts.CartTotal);
        SnapshotText.At(json, "cartLeftAt"u8, facts.CartLeftAt);
        if (facts.Session is { } session)
        {
            SnapshotText.At(json, "sessionStartedAt"u8, session.StartedAt);
            SnapshotText.At(json, "sessionSeenAt"u8, session.SeenAt);
            json.WriteNumber("sessionViews"u8, session.Views);
        }

        json.WriteEndObject();
    }
}
