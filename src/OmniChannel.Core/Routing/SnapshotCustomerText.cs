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

        json.WriteStartArray("shares");
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
        json.WriteStartObject("facts");
        SnapshotText.Known(json, "country", facts.Country);
        SnapshotText.Known(json, "language", facts.Language);
        if (facts.Age is { } age)
        {
            json.WriteNumber("age", age);
        }

        if (facts.IsNew is { } isNew)
        {
            json.WriteBoolean("new", isNew);
        }

        SnapshotText.Amount(json, "spent", facts.Spent);
        SnapshotText.Known(json, "purchaseChannel", facts.PurchaseChannel?.Name);
        SnapshotText.Known(json, "browseChannel", facts.BrowseChannel?.Name);
        SnapshotText.Known(json, "acquiredBy", facts.AcquiredBy?.Name);
        SnapshotText.Known(json, "cameByNetwork", facts.Acquisition?.Network);
        SnapshotText.Known(json, "cameBySource", facts.Acquisition?.Source);
        SnapshotText.Known(json, "cameByMedium", facts.Acquisition?.Medium);
        SnapshotText.Known(json, "cameByCampaign", facts.Acquisition?.Campaign);
        SnapshotText.Known(json, "cameByReferrer", facts.Acquisition?.Referrer);
        json.WriteBoolean("bought", facts.HasBought);
        SnapshotText.At(json, "lastTouchAt", facts.LastTouchAt);
        SnapshotText.At(json, "purchasedAt", facts.PurchasedAt);
        SnapshotText.Amount(json, "cartTotal", facts.CartTotal);
        SnapshotText.At(json, "cartLeftAt", facts.CartLeftAt);
        if (facts.Session is { } session)
        {
            SnapshotText.At(json, "sessionStartedAt", session.StartedAt);
            SnapshotText.At(json, "sessionSeenAt", session.SeenAt);
            json.WriteNumber("sessionViews", session.Views);
        }

        json.WriteEndObject();
    }
}
