using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>What a delivery takes from a customer's caps.</summary>
internal static class Reservation
{
    public static Contact Of(DeliveryId delivery, OutboxContent content, string address, DateTimeOffset at) => new()
    {
        Delivery = delivery,
        Channel = content.Channel,
        Purpose = content.Message.Purpose,
        Address = address,
        At = at,
    };
}
