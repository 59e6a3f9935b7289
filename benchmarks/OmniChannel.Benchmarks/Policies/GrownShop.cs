namespace OmniChannel.Benchmarks;

/// <summary>Policies as a shop's grow: exclusions, scores and plans over eight channels, personas, countries, carts, hours; some rules shadow each other.</summary>
internal static class GrownShop
{
    public static readonly Channel[] Channels = [Channel.Email, Channel.Sms, Channel.Push, Channel.WhatsApp, Channel.Messenger, Channel.Telegram, Channel.WebPush, Channel.LiveChat];
    private static readonly string[] Countries = ["DE", "AT", "CH", "FR", "IT", "ES", "PL", "SE"];
    private static readonly FunnelStage[] Stages = [FunnelStage.Awareness, FunnelStage.Consideration, FunnelStage.Conversion, FunnelStage.Loyalty, FunnelStage.Advocacy];
    private static readonly Topic[] Topics = [new("sale"), new("news"), new("service"), new("event")];
    private static readonly Persona[] Personas = [.. new[] { "teen", "student", "parent", "senior", "bargain", "loyal" }.Select(name => new Persona { Id = new(name), Name = name, Channels = new Dictionary<Channel, int>() })];

    public static PolicyContext Context { get; } = new() { Accounts = Channels, Personas = Personas };

    public static Policy Of(int rules)
    {
        var policy = Policy.Named("grown")
            .FirstOf([Channel.LiveChat, Channel.Push], Facts.OnSite & Facts.Urgency >= Urgency.High, "on the site")
            .FirstOf([Channel.Email], Facts.Purpose == Purpose.Transactional, "receipts");
        for (var i = 0; i < rules; i++)
        {
            var (one, next, persona, stage) = (Channels[i % 8], Channels[(i + 1) % 8], Personas[i % 6].Id, Stages[i % 5]);
            var young = Facts.Customer.Age.IsKnown & Facts.Customer.Age < 16 + (i % 50);
            policy = (i % 7) switch
            {
                0 => policy.Exclude(one, Facts.Cart.Total.IsKnown & Facts.Cart.Total < Money.Of(5 + (i % 40), "EUR") & Facts.Persona == persona, $"small carts {i}"),
                1 => policy.Score(one, 5 + (i % 30), young & Facts.Stage == stage, $"young {i}"),
                2 => policy.Exclude(one, Facts.Customer.Country == Countries[i / 3 % 8] & Facts.Now.LocalMinute.IsKnown & Facts.Now.LocalMinute >= 1200 - (i % 200) & Facts.Now.Weekday == 1 + (i % 7), $"evenings {i}"),
                3 => policy.Score(one, -(i % 20), Facts.History.Deliveries > i % 13 & Facts.History.DaysSinceEngaged.IsKnown & Facts.History.DaysSinceEngaged > i % 90, $"tired {i}"),
                4 => policy.Exclude(one, Facts.Topic == Topics[i % 4] & Facts.SentLastWeek > i % 9 & !Facts.OnSite, $"enough {i}"),
                5 => policy.Score([one, next], 10, Facts.Device == (DeviceKind)(1 + (i % 5)) & Facts.Persona != persona, $"device {i}"),
                _ => policy.Exclude(one, young & Facts.Customer.Spent.IsKnown & Facts.Customer.Spent < Money.Of(i % 300, "EUR") & (Facts.Stage == stage | Facts.Stage == Stages[(i + 2) % 5]), $"cheap {i}"),
            };
        }

        return policy.OtherwiseBest();
    }
}
