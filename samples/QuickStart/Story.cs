using OmniChannel;
using OmniChannel.Testing;

namespace QuickStart;

/// <summary>One evening in the shop: carts are left, messages go out, answers come back.</summary>
internal sealed class Story(OmniChannelRuntime omni, ManualClock clock, string? mailbox)
{
    private int _events;

    public async Task TellAsync()
    {
        Console.WriteLine($"""
            Wanderlust Outdoor, {clock.GetUtcNow():dddd d MMMM yyyy, HH:mm} UTC. Four people leave a cart.
            """);
        await AnnaAsync();
        await BenAsync();
        await CarlaAsync();
        await DinaAsync();
    }

    /// <summary>A commuter: the phone is in her hand, the message is a push; she clicks, and buys.</summary>
    private async Task AnnaAsync()
    {
        Chapter("Anna, a commuter, leaves a tent on the train");
        var anna = new CustomerId("anna");
        await omni.SaveAsync(new CustomerProfile
        {
            Id = anna,
            Name = "Anna",
            TimeZone = "Europe/Berlin",
            Persona = Shop.Commuter.Id,
            ContactPoints = [ContactPoint.Push("anna-phone-token-1"), ContactPoint.Email(mailbox ?? "anna@example.test")],
            Consents =
            [
                ConsentRecord.Grant(Purpose.Marketing, Channel.Push, Ago(200), "app, first start", "Tell me about my cart"),
                ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Ago(200), "newsletter form"),
                ConsentRecord.Contract(Purpose.Transactional, Channel.Email, Ago(200), "account"),
                ConsentRecord.Contract(Purpose.Transactional, Channel.Push, Ago(200), "account"),
            ],
        });
        await DidAsync(anna, TouchpointType.CartLeft, channel: Channel.Website, device: DeviceKind.Mobile, amount: 189m);

        var reminder = Shop.Reminder("tent Fjell 2", 189m, clock.GetUtcNow().AddDays(3));
        var (delivery, decision) = await SendAsync(reminder, anna);
        await ClickAsync(delivery, "Anna taps the push on the platform");
        await CompareAsync(reminder, anna, decision!, Channel.Push);

        await DidAsync(anna, TouchpointType.Purchased, channel: Channel.Push, amount: 189m);
        Console.WriteLine("\n  She buys. The receipt is no advertising: it goes where receipts are looked for.");
        await SendAsync(Shop.Receipt("tent Fjell 2", 189m), anna, explain: false);
    }

    /// <summary>A researcher: he reads e-mail at a desk, and never looked at a push.</summary>
    private async Task BenAsync()
    {
        Chapter("Ben, a researcher, leaves a stove on his desktop");
        var ben = new CustomerId("ben");
        await omni.SaveAsync(new CustomerProfile
        {
            Id = ben,
            Name = "Ben",
            Country = "DE",
            Persona = Shop.Researcher.Id,
            ContactPoints = [ContactPoint.Push("ben-tablet-token-1"), ContactPoint.Email(mailbox ?? "ben@example.test")],
            Consents =
            [
                ConsentRecord.Grant(Purpose.Marketing, Channel.Push, Ago(90), "app, first start"),
                ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Ago(90), "newsletter form"),
            ],
        });
        await DidAsync(ben, TouchpointType.CartLeft, channel: Channel.Website, device: DeviceKind.Desktop, amount: 79m);

        var reminder = Shop.Reminder("stove Ember", 79m, clock.GetUtcNow().AddDays(3));
        var (delivery, decision) = await SendAsync(reminder, ben);
        Console.WriteLine($"\n  Why not a push? {Sentence(decision!.WhyNot(Channel.Push))}");
        await ClickAsync(delivery, "Ben follows the link in the e-mail");
        await CompareAsync(reminder, ben, decision, Channel.Email);
    }

    /// <summary>A regular: she is on the site at this moment, and an agent is free.</summary>
    private async Task CarlaAsync()
    {
        Chapter("Carla, a regular, hesitates on the website");
        var carla = new CustomerId("carla");
        await omni.SaveAsync(new CustomerProfile
        {
            Id = carla,
            Name = "Carla",
            TimeZone = "Europe/Vienna",
            Persona = Shop.Regular.Id,
            ContactPoints = [ContactPoint.Email(mailbox ?? "carla@example.test")],
            Consents =
            [
                ConsentRecord.Grant(Purpose.Marketing, Channel.LiveChat, Ago(30), "chat window"),
                ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Ago(400), "loyalty card"),
            ],
        });
        await DidAsync(carla, TouchpointType.CartLeft, device: DeviceKind.Desktop, amount: 240m);
        await DidAsync(carla, TouchpointType.SiteVisited, device: DeviceKind.Desktop);

        var reminder = Shop.Reminder("boots Granit", 240m, clock.GetUtcNow().AddDays(3));
        var (delivery, decision) = await SendAsync(reminder, carla);
        await AnswerAsync(delivery, "Carla answers in the chat, then closes the page");
        await DidAsync(carla, TouchpointType.SiteLeft, device: DeviceKind.Desktop);
        await CompareAsync(reminder, carla, decision!, Channel.LiveChat);
    }

    /// <summary>Nobody asked her: nothing is sent.</summary>
    private async Task DinaAsync()
    {
        Chapter("Dina gave her address for an order, and was never asked about advertising");
        var dina = new CustomerId("dina");
        await omni.SaveAsync(new CustomerProfile
        {
            Id = dina,
            Name = "Dina",
            TimeZone = "Europe/Berlin",
            ContactPoints = [ContactPoint.Email("dina@example.test")],
            Consents = [ConsentRecord.Contract(Purpose.Transactional, Channel.Email, Ago(10), "order 1001")],
        });
        await DidAsync(dina, TouchpointType.CartLeft, amount: 35m);
        await SendAsync(Shop.Reminder("bottle Quell", 35m, clock.GetUtcNow().AddDays(3)), dina);

        Console.WriteLine("\n  How to mend it: ask her, and record the answer.");
        await omni.RecordAsync(dina, ConsentRecord.Grant(Purpose.Marketing, Channel.Email, clock.GetUtcNow(), "checkout box", "Remind me of my cart"));
        await SendAsync(Shop.Reminder("bottle Quell", 35m, clock.GetUtcNow().AddDays(3)), dina, explain: false);
    }

    private async Task<(DeliveryId? Delivery, Decision? Decision)> SendAsync(Message message, CustomerId customer, bool explain = true)
    {
        var result = await omni.SendAsync(message, customer);
        var (delivery, decision) = result switch
        {
            SendResult.Queued queued => (queued.Delivery, queued.Decision),
            SendResult.Deferred deferred => (deferred.Delivery, deferred.Decision),
            SendResult.Skipped skipped => ((DeliveryId?)null, skipped.Decision),
            _ => (null, null),
        };
        if (explain)
        {
            Console.WriteLine($"\n{Indent(decision?.ToString() ?? result.ToString())}\n");
        }

        await omni.DispatchDueAsync();
        if (delivery is { } sent && await omni.FindDeliveryAsync(sent) is { } report)
        {
            Console.WriteLine($"  -> {Name(report.Channel)}: {report.Status.ToString().ToLowerInvariant()} by account \"{report.Account}\"");
        }
        else
        {
            Console.WriteLine("  -> nothing was sent");
        }

        return (delivery, decision);
    }

    private async Task ClickAsync(DeliveryId? delivery, string what) => await CameBackAsync(delivery, ReceiptKind.Clicked, what);

    private async Task AnswerAsync(DeliveryId? delivery, string what) => await CameBackAsync(delivery, ReceiptKind.Replied, what);

    private async Task CameBackAsync(DeliveryId? delivery, ReceiptKind kind, string what)
    {
        clock.Advance(TimeSpan.FromMinutes(4));
        Console.WriteLine($"\n  Four minutes later: {what}.");
        await omni.RecordAsync(new Receipt
        {
            Source = "/shop/links",
            Id = $"{++_events}",
            Delivery = delivery ?? throw new InvalidOperationException("The story expects a delivery here."),
            Kind = kind,
            At = clock.GetUtcNow(),
        });
    }

    /// <summary>The same message again: what the decision would be now, beside what it was.</summary>
    private async Task CompareAsync(Message message, CustomerId customer, Decision before, Channel watched)
    {
        var next = await omni.DecideAsync(message, customer);
        var (was, now) = (before[watched]!, next[watched]!);
        Console.WriteLine(now.IsEligible
            ? $"  The next decision knows it: {Name(watched)} scores {now.Score}, after {was.Score}: {Changes(was, now)}."
            : $"  The next decision knows it: {Name(watched)} is shut, because {now.Blocks[0].Reason}.");
        Console.WriteLine(next.Choice is { } choice
            ? $"  It would take {Name(choice.Channel)}{(choice.At > next.DecidedAt ? $" at {choice.At:ddd HH:mm} UTC" : "")}."
            : $"  It would send nothing, because {next.NothingBecause}.");
    }

    private static string Changes(ChannelVerdict was, ChannelVerdict now) => string.Join(", ", now.Parts
        .Where(part => part.Points != was.Parts.FirstOrDefault(p => p.Term == part.Term).Points)
        .Select(part => $"{part.Points:+0;-0} for {part.Term} ({part.Reason})"));

    private static string Name(Channel channel) => ChannelDefinitions.Find(channel)?.DisplayName ?? channel.Name;

    private async Task DidAsync(CustomerId customer, TouchpointType type, Channel? channel = null, DeviceKind device = DeviceKind.Unknown, decimal? amount = null) =>
        await omni.RecordAsync(new Touchpoint
        {
            Source = "/shop/web",
            Id = $"{++_events}",
            Type = type,
            Customer = customer,
            At = clock.GetUtcNow(),
            Channel = channel,
            Device = device,
            Amount = amount is { } total ? Money.Of(total, "EUR") : null,
        });

    private DateTimeOffset Ago(int days) => clock.GetUtcNow().AddDays(-days);

    private static void Chapter(string title) => Console.WriteLine($"\n{title}\n{new string('-', title.Length)}");

    private static string Indent(string text) => "  " + text.Replace("\n", "\n  ", StringComparison.Ordinal);

    private static string Sentence(string? text) => text is null ? "" : char.ToUpperInvariant(text[0]) + text[1..];
}
