using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>How stored rows are written: UTF-8 JSON, names in camel case, enums by name, absent for null. All are of version 1.</summary>
/// <remarks>
/// A member that a reader does not know is passed over, so that an older node can read what a newer one wrote. A member that an older writer
/// did not know is absent: a new one must therefore be optional, with null as its "not known".
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CustomerState))]
[JsonSerializable(typeof(Campaign))]
[JsonSerializable(typeof(EvidenceState))]
[JsonSerializable(typeof(BudgetState))]
[JsonSerializable(typeof(BudgetLease))]
[JsonSerializable(typeof(ConversationState))]
[JsonSerializable(typeof(SessionState))]
[JsonSerializable(typeof(HandOffState))]
[JsonSerializable(typeof(PrintedCode))]
[JsonSerializable(typeof(Coupon))]
[JsonSerializable(typeof(CartCoupon[]))]
[JsonSerializable(typeof(RedemptionCount))]
[JsonSerializable(typeof(Redemption[]))]
[JsonSerializable(typeof(ScanCount))]
[JsonSerializable(typeof(StockCount))]
[JsonSerializable(typeof(StockHold))]
[JsonSerializable(typeof(StockEntry))]
[JsonSerializable(typeof(AccountPause))]
[JsonSerializable(typeof(RateState))]
[JsonSerializable(typeof(OutboxContent))]
[JsonSerializable(typeof(SendAnswer))]
[JsonSerializable(typeof(SupersededSlot))]
[JsonSerializable(typeof(UnsubscribeGrant))]
[JsonSerializable(typeof(DigestSlot))]
[JsonSerializable(typeof(SuppressionRow))]
[JsonSerializable(typeof(SuppressionAudit))]
[JsonSerializable(typeof(AddressContactsRow))]
[JsonSerializable(typeof(TimelineBody))]
[JsonSerializable(typeof(IdentityRecord))]
[JsonSerializable(typeof(SegmentRow))]
[JsonSerializable(typeof(FeedPlace))]
[JsonSerializable(typeof(PageMessage))]
[JsonSerializable(typeof(FrozenRow))]
[JsonSerializable(typeof(FrozenHead))]
[JsonSerializable(typeof(RenderedContent))]
[JsonSerializable(typeof(Dictionary<long, string>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static ReadOnlyMemory<byte> Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <exception cref="JsonException">The row is not what it should be: it was written by something else.</exception>
    public static CustomerState ReadCustomer(ReadOnlyMemory<byte> body) => StoredMembers.Read(body.Span, StoredCustomer.Read);

    /// <exception cref="JsonException">The row is not what it should be: it was written by something else.</exception>
    public static OutboxContent ReadOutbox(ReadOnlyMemory<byte> body) => StoredMembers.Read(body.Span, StoredOutbox.Read);

    /// <exception cref="JsonException">The row is not what it should be: it was written by something else.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException($"A stored {typeof(T).Name} is empty.");
}
