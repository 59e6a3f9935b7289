using OmniChannel.Delivery;

namespace OmniChannel.Tests.Email;

/// <summary>What the tests send and from which account.</summary>
internal static class Mail
{
    public static OutgoingMessage To(string address, string key = "k1", string? subject = "Your cart is waiting", string text = "Hello Alice", string? html = null) => new()
    {
        Delivery = new DeliveryId("d-1"),
        IdempotencyKey = key,
        Tenant = TenantId.Default,
        Customer = new CustomerId("c-1"),
        Campaign = new CampaignId("cart-left"),
        Channel = Channel.Email,
        Address = address,
        Content = new RenderedContent { Text = text, Subject = subject, Html = html },
        Purpose = Purpose.Marketing,
        Urgency = Urgency.Normal,
        CreatedAt = new DateTimeOffset(2026, 11, 21, 10, 5, 0, TimeSpan.FromHours(1)),
        ExpiresAt = new DateTimeOffset(2026, 11, 22, 10, 5, 0, TimeSpan.FromHours(1)),
    };

    /// <summary>An account that uses no connection twice, unless the test says so.</summary>
    public static SmtpOptions Account(string host, int port, SmtpSecurity security = SmtpSecurity.None) => new()
    {
        Host = host,
        Port = port,
        Security = security,
        From = "shop@example.test",
        MessagesPerConnection = 1,
    };

    public static void WithLogin(this SmtpOptions options, SmtpSecurity security) => (options.Security, options.UserName, options.Password) = (security, "anna", "secret");

    /// <summary>A key that no other run used, so that a mailbox that outlives a run does not answer for this one.</summary>
    public static string FreshKey() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
