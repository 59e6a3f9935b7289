namespace OmniChannel.Tests.RealInput;

/// <summary>What is asked of the library in one week: the one in which America changes its clocks, from Thursday noon (UTC), 5 March 2026.</summary>
internal static class HillstromWeek
{
    /// <summary>Clocks go forward in America on Sunday, 8 March.</summary>
    public static readonly DateTimeOffset Begin = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly Purpose[] Purposes = [Purpose.Marketing, Purpose.Marketing, Purpose.Service, Purpose.Transactional];

    /// <summary>Everything that happens, in order: of one minute first what customers do, then what is to be sent, each by the customer's number.</summary>
    public static List<WeekEvent> EventsOf(IReadOnlyList<HillstromCustomer> customers)
    {
        var events = customers.SelectMany(EventsOf).ToList();
        events.Sort(static (left, right) => (left.At, left.Request is not null, left.Customer.Row.Number, left.Place).CompareTo((right.At, right.Request is not null, right.Customer.Row.Number, right.Place)));
        return events;
    }

    private static IEnumerable<WeekEvent> EventsOf(HillstromCustomer customer)
    {
        if (customer.WroteAt is { } wrote)
        {
            yield return new WeekEvent(wrote, customer, 0, null) { HasWritten = true };
        }

        if (customer.RevokesEmailAt is { } revokes)
        {
            yield return new WeekEvent(revokes, customer, 1, null);
        }

        // News for everybody; one, two or three messages in all, and for one customer of ten six more.
        var count = 1 + customer.Draw("messages", 3) + (customer.Draw("busy", 10) == 0 ? 6 : 0);
        for (var place = 0; place < count; place++)
        {
            var at = Begin.AddMinutes(customer.Draw($"at {place}", 6 * 24 * 60));
            yield return new WeekEvent(at, customer, place, RequestOf(customer, place, at));
        }
    }

    private static Message RequestOf(HillstromCustomer customer, int place, DateTimeOffset at)
    {
        var purpose = place == 0 ? Purpose.Marketing : Purposes[customer.Draw($"purpose {place}", Purposes.Length)];
        var share = customer.Draw($"urgency {place}", 100);
        var urgency = purpose == Purpose.Marketing ? Urgency.Normal : share < 10 ? Urgency.Critical : share < 30 ? Urgency.High : Urgency.Normal;
        return new Message
        {
            Campaign = new CampaignId(purpose == Purpose.Marketing ? "news" : purpose == Purpose.Service ? "service" : "receipt"),
            Purpose = purpose,
            Urgency = urgency,
            Topic = purpose == Purpose.Marketing ? HillstromShop.News : null,
            ExpiresAt = at.AddHours(urgency == Urgency.Critical ? 2 : purpose == Purpose.Marketing ? 60 : 24),
        };
    }
}

/// <summary>The customer writes, revokes, or is to be sent a message.</summary>
internal sealed record WeekEvent(DateTimeOffset At, HillstromCustomer Customer, int Place, Message? Request)
{
    public bool HasWritten { get; init; }

    /// <summary>What the customer wrote; null when something else happens.</summary>
    public Touchpoint? Written => HasWritten
        ? new Touchpoint { Source = "/whatsapp", Id = $"{Customer.Id}-wrote", Type = TouchpointType.MessageReceived, Customer = Customer.Id, Channel = Channel.WhatsApp, At = At }
        : null;

    /// <summary>What the customer revokes; null when something else happens.</summary>
    public ConsentRecord? Revoked => HasWritten || Request is not null ? null : ConsentRecord.Deny(Purpose.Marketing, Channel.Email, At, "preference page");
}
