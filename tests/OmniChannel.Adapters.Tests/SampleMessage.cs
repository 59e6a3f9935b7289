using OmniChannel.Delivery;

namespace OmniChannel.Tests;

/// <summary>A message with everything in it.</summary>
internal static class SampleMessage
{
    public static OutgoingMessage Full { get; } = new()
    {
        Delivery = new("delivery-1"),
        IdempotencyKey = "delivery-1-a-webhook",
        Tenant = TenantId.Default,
        Customer = new("ada"),
        Campaign = new("autumn"),
        Channel = Channel.Sms,
        Address = "+15550001",
        RecipientName = "Ada Løvelace",
        Content = new()
        {
            Text = "Your boots are still here 👢",
            Subject = "Your cart",
            Html = "<p>Your <b>boots</b> are still here</p>",
            Link = new("https://shop.example/cart?c=1"),
            Image = new("https://shop.example/boots.png"),
            Buttons = ["To the cart", "Not now"],
        },
        Purpose = Purpose.Marketing,
        Urgency = Urgency.High,
        CreatedAt = new(2026, 11, 21, 10, 15, 30, 250, TimeSpan.FromHours(2)),
        ExpiresAt = new(2026, 11, 22, 10, 15, 30, TimeSpan.FromHours(2)),
        UnsubscribeLink = new("https://shop.example/out/abc"),
    };

    public static OutgoingMessage Bare { get; } = Full with
    {
        Address = "",
        RecipientName = null,
        Content = new() { Text = "" },
        UnsubscribeLink = null,
        Urgency = Urgency.Low,
    };
}
