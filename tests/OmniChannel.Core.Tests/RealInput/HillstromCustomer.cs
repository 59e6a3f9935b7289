namespace OmniChannel.Tests.RealInput;

/// <summary>A real customer, completed by a seeded hash with what the file does not say: zone, addresses, consents, tastes.</summary>
internal sealed class HillstromCustomer(HillstromRow row)
{
    /// <summary>The share of customers, of a hundred, who said yes, then those who said no, of each channel; the rest said nothing.</summary>
    private static readonly (Channel Channel, int Yes, int No)[] Marketing =
        [(Channel.Email, 70, 15), (Channel.Sms, 45, 25), (Channel.Push, 60, 20), (Channel.WebPush, 50, 30), (Channel.WhatsApp, 55, 15), (Channel.Telegram, 40, 10)];

    public HillstromRow Row { get; } = row;

    public CustomerId Id { get; } = new($"h-{row.Number}");

    /// <summary>The IANA zone; null for unknown.</summary>
    public string? TimeZone { get; } = ZoneOf(row);

    /// <summary>"US" for all in America, of one in seventy of the others unknown too.</summary>
    public string? Country => TimeZone is { } zone ? zone.StartsWith("Europe/", StringComparison.Ordinal) ? null : "US" : Draw("country", 10) == 0 ? null : "US";

    public bool DislikesNews => Draw("dislikes news", 100) < 5;

    /// <summary>When the customer wrote on WhatsApp this week; null for never.</summary>
    public DateTimeOffset? WroteAt => Draw("wrote", 100) < 30 ? HillstromWeek.Begin.AddMinutes(Draw("wrote at", 6 * 24 * 60)) : null;

    /// <summary>When the customer revokes marketing on e-mail this week; null for never.</summary>
    public DateTimeOffset? RevokesEmailAt => Draw("revokes", 100) < 3 ? HillstromWeek.Begin.AddMinutes(Draw("revokes at", 6 * 24 * 60)) : null;

    public int Draw(string question, int outOf) => SeededHash.Of(Row.Number, question, outOf);

    /// <summary>The address on a channel; null for none.</summary>
    public string? AddressOn(Channel channel)
    {
        var (name, share) = channel.Name switch
        {
            "email" => ($"h{Row.Number}@example.com", 92),
            "sms" => ($"+1202555{Row.Number % 10_000:0000}", 60),
            "push" => ($"token-{Row.Number}", 40),
            "web-push" => ($"browser-{Row.Number}", 15),
            "whatsapp" => ($"+1303555{Row.Number % 10_000:0000}", 35),
            "telegram" => ($"chat-{Row.Number}", 8),
            _ => ("", 0),
        };
        return Draw($"address {channel}", 100) < share ? name : null;
    }

    /// <summary>Whether a provider refuses the address for good.</summary>
    public bool IsDead(Channel channel) => Draw($"dead {channel}", 100) < 2;

    /// <summary>What the customer had said of a purpose on a channel when the week began; null for nothing. All said it on the first of January.</summary>
    public (bool Granted, bool IsContract, DateTimeOffset? Until)? Said(Purpose purpose, Channel channel)
    {
        var share = Draw($"consent {purpose} {channel}", 100);
        if (purpose != Purpose.Marketing)
        {
            return share < (purpose == Purpose.Transactional ? 97 : 80) ? (true, true, null) : null;
        }

        var (_, yes, no) = Marketing.FirstOrDefault(m => m.Channel == channel);
        return share < yes ? (true, Draw($"contract {channel}", 100) < 4, Draw($"ends {channel}", 100) < 6 ? HillstromWeek.Begin.AddMinutes(Draw($"ends at {channel}", 7 * 24 * 60)) : null)
            : share < yes + no ? (false, false, null)
            : null;
    }

    private static string? ZoneOf(HillstromRow row)
    {
        var share = SeededHash.Of(row.Number, "zone", 100);
        return row.Area switch
        {
            "Urban" => share switch { < 35 => "America/New_York", < 55 => "America/Los_Angeles", < 75 => "America/Chicago", < 86 => "Europe/London", < 97 => "Europe/Berlin", _ => null },
            "Rural" => share switch { < 30 => "America/Denver", < 60 => "America/Chicago", < 75 => "America/Anchorage", < 85 => "Pacific/Honolulu", < 95 => "America/Phoenix", _ => null },
            _ => share switch { < 35 => "America/New_York", < 65 => "America/Chicago", < 80 => "America/Denver", < 90 => "America/Los_Angeles", < 97 => "America/Phoenix", _ => null },
        };
    }
}
