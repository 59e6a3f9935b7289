using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Tests.RealInput;

/// <summary>
/// Judges a week again, slowly and from the raw customers, without a line of what decides: every message against consent, address, quiet hours minute by minute,
/// every window of every cap, the budget's sum. What the shop's rules are is written down here a second time.
/// </summary>
/// <param name="customers">Who.</param>
/// <param name="budgetCents">What the news may cost, in euro cents.</param>
/// <param name="pushIsDown">Whether the push account was paused for a while.</param>
internal sealed class WeekChecker(IReadOnlyList<HillstromCustomer> customers, long budgetCents, bool pushIsDown)
{
    /// <summary>Every clock that runs in a country of many zones.</summary>
    private static readonly string[] Anywhere =
        ["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "America/Adak", "Pacific/Honolulu"];

    private static readonly string[] Told = ["email", "sms", "push", "web-push", "whatsapp", "telegram"];
    private static readonly string[] Written = ["email", "sms", "whatsapp"];
    private static readonly string[] Instant = ["sms", "push", "web-push", "whatsapp", "telegram"];

    private readonly Dictionary<int, HillstromCustomer> _customers = customers.ToDictionary(c => c.Row.Number);

    /// <summary>Every broken rule, as "rule: message".</summary>
    public List<string> Violations(IReadOnlyList<Sent> sent)
    {
        var violations = new List<string>();
        foreach (var one in sent)
        {
            violations.AddRange(BrokenBy(one, _customers[one.Customer]).Select(rule => $"{rule}: {one}"));
        }

        foreach (var ofOne in sent.GroupBy(s => s.Customer))
        {
            violations.AddRange(BrokenTogether([.. ofOne.OrderBy(s => s.At)]));
        }

        var spent = sent.Where(s => s.Accepted && s.Campaign.Value == "news" && s.Channel.Name == "sms").Sum(_ => 7L);
        if (spent > budgetCents)
        {
            violations.Add($"budget: {spent} cents were spent of {budgetCents}");
        }

        return violations;
    }

    private IEnumerable<string> BrokenBy(Sent sent, HillstromCustomer customer)
    {
        var channel = sent.Channel.Name;
        if (!(sent.Campaign.Value == "receipt" ? Written : Told).Contains(channel))
        {
            yield return "capability";
        }

        if (customer.AddressOn(sent.Channel) != sent.Address)
        {
            yield return "address";
        }

        if (channel == "whatsapp" && !(customer.WroteAt is { } wrote && sent.At >= wrote && sent.At < wrote.AddHours(24)))
        {
            yield return "reply window";
        }

        if (!Allowed(sent, customer))
        {
            yield return "consent";
        }

        if (sent.Purpose.Name == "marketing" && customer.DislikesNews)
        {
            yield return "relevance";
        }

        if ((channel == "sms" && sent.Purpose.Name == "marketing" && customer.Row.SpentCents < 50_00) || (channel == "web-push" && customer.Row.BuysBy != "Web"))
        {
            yield return "rules";
        }

        if (Quiet(sent, customer))
        {
            yield return "quiet hours";
        }

        if (sent.Purpose.Name == "marketing" && IsHeldOut(customer))
        {
            yield return "holdout";
        }

        if (pushIsDown && channel == "push" && sent.At >= RouterWeek.DownFrom && sent.At < RouterWeek.DownUntil)
        {
            yield return "provider health";
        }

        if (sent.At < sent.RequestedAt || sent.At >= sent.ExpiresAt)
        {
            yield return "expiry";
        }

        if (sent.Accepted && customer.IsDead(sent.Channel))
        {
            yield return "outcome";
        }
    }

    private static bool Allowed(Sent sent, HillstromCustomer customer)
    {
        if (sent is { Purpose.Name: "marketing", Channel.Name: "email" } && customer.RevokesEmailAt <= sent.At)
        {
            return false;
        }

        return customer.Said(sent.Purpose, sent.Channel) is { Granted: true } said
            && !(said.IsContract && sent.Purpose.Name == "marketing")
            && !(said.Until <= sent.At);
    }

    /// <summary>21:00 to 08:00 wherever the customer may be, unless critical; on Sunday no e-mail before noon, unless high.</summary>
    private static bool Quiet(Sent sent, HillstromCustomer customer)
    {
        string[] zones = customer.TimeZone is { } known ? [known] : customer.Country is null ? ["America/New_York"] : Anywhere;
        foreach (var zone in zones)
        {
            var local = TimeZoneInfo.ConvertTime(sent.At, TimeZoneInfo.FindSystemTimeZoneById(zone));
            if (Instant.Contains(sent.Channel.Name) ? sent.Urgency < Urgency.Critical && local.Hour is >= 21 or < 8 : sent.Urgency < Urgency.High && local is { DayOfWeek: DayOfWeek.Sunday, Hour: < 12 })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHeldOut(HillstromCustomer customer)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"h-{customer.Row.Number}\nholdout"));
        return hash.Take(8).Aggregate(0UL, (sum, value) => (sum << 8) | value) % 1000 < 20;
    }

    /// <summary>What only shows over several messages of one person: caps over every window, addresses that were refused before.</summary>
    private static IEnumerable<string> BrokenTogether(List<Sent> sent)
    {
        var arrived = sent.Where(s => s.Accepted).ToList();
        var counted = arrived.Where(s => s.Purpose.Name != "transactional").ToList();
        foreach (var last in counted)
        {
            // Every window that holds a message ends, moved to the left until it would lose one, at a message.
            foreach (var (rule, limit, hours, among) in new[]
            {
                ("cap of the day", 2, 24, counted),
                ("cap of the week", 5, 168, counted),
                ("cap of text messages", 1, 72, counted.Where(s => s.Channel.Name == "sms").ToList()),
            })
            {
                if (among.Count(s => s.At > last.At.AddHours(-hours) && s.At <= last.At) > limit)
                {
                    yield return $"{rule}: {last}";
                }
            }
        }

        foreach (var day in counted.Where(s => s.Channel.Name == "push").GroupBy(s => (s.Address, TimeZoneInfo.ConvertTime(s.At, TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).Date)))
        {
            if (day.Count() > 1)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"cap of a push a day: {day.Key.Date:yyyy-MM-dd} {day.First()}");
            }
        }

        foreach (var refused in sent.Where(s => !s.Accepted))
        {
            if (sent.Exists(s => s.At > refused.At && s.Channel == refused.Channel && s.Address == refused.Address))
            {
                yield return $"suppression: {refused}";
            }
        }
    }
}
