using System.Globalization;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>What becomes of a message of the crowd: by which provider it goes, and under which promise.</summary>
internal enum CrowdKind
{
    /// <summary>To a provider that honours keys.</summary>
    Keyed,

    /// <summary>To one that does not, at most once.</summary>
    Once,

    /// <summary>To one that does not, at least once.</summary>
    AtLeastOnce,

    /// <summary>By mail, at most once.</summary>
    MailedOnce,

    /// <summary>By mail, at least once.</summary>
    MailedAtLeastOnce,

    /// <summary>Within a transaction of the host's that is rolled back.</summary>
    RolledBack,

    /// <summary>To somebody who says stop before it is due.</summary>
    OptedOut,
}

/// <summary>One message of the crowd; everything about it follows from its number.</summary>
/// <param name="Number">Its number, which its text and its key carry.</param>
internal readonly record struct CrowdMessage(int Number)
{
    public const int Kinds = 7;
    public const int CustomersOfAKind = 20;
    public static readonly Channel Webhook = new("webhook");

    public CrowdKind Kind => (CrowdKind)(Number % Kinds);

    public string Key => string.Create(CultureInfo.InvariantCulture, $"m{Number}");

    public CustomerId Customer => new(string.Create(CultureInfo.InvariantCulture, $"c{Number % Kinds}-{(Kind == CrowdKind.OptedOut ? Number : Number / Kinds % CustomersOfAKind)}"));

    public Channel Channel => Kind switch
    {
        CrowdKind.Keyed => Webhook,
        CrowdKind.MailedOnce or CrowdKind.MailedAtLeastOnce => Channel.Email,
        _ => Channel.Sms,
    };

    public SendGuarantee Guarantee => Kind is CrowdKind.Once or CrowdKind.MailedOnce ? SendGuarantee.AtMostOnce : SendGuarantee.AtLeastOnce;

    /// <summary>The campaign that speaks on its channel alone.</summary>
    public Message Message => new()
    {
        Campaign = new CampaignId(Channel.Name),
        Purpose = Purpose.Transactional,
        Urgency = Kind == CrowdKind.Keyed ? Urgency.Normal : Urgency.Critical,
        Guarantee = Guarantee,
        Data = new Dictionary<string, string> { ["key"] = Key },
    };

    public CustomerProfile Profile => new()
    {
        Id = Customer,
        TimeZone = "Europe/Berlin",
        ContactPoints = [ContactPoint.Email($"{Customer.Value}@example.com"), ContactPoint.Sms(string.Create(CultureInfo.InvariantCulture, $"+4915112{100_000 + (Math.Abs(Number) % 800_000)}"))],
        Consents = [.. new[] { Channel.Email, Channel.Sms, Webhook }.Select(channel => ConsentRecord.Grant(Purpose.Transactional, channel, Errand.Noon.AddYears(-1), "order"))],
    };

    /// <summary>The number in a text that a witness got.</summary>
    public static CrowdMessage InText(string text)
    {
        var from = text.IndexOf("Order m", StringComparison.Ordinal) + "Order m".Length;
        var end = text.IndexOf('.', from);
        return new CrowdMessage(int.Parse(text.AsSpan(from, end - from), CultureInfo.InvariantCulture));
    }
}
