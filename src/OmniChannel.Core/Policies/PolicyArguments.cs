using System.Globalization;

namespace OmniChannel;

/// <summary>Checks what a host hands to <see cref="PolicyBuilder"/>, and takes copies that nobody changes later.</summary>
internal static class PolicyArguments
{
    public static Channel[] Channels(IReadOnlyList<Channel> channels, string parameter)
    {
        ArgumentNullException.ThrowIfNull(channels, parameter);
        return [.. channels.Select(channel => channel != default ? channel : throw new ArgumentException("A default channel names nothing; use Channel.Email, or new Channel(\"name\").", parameter))];
    }

    public static Channel[] Order(IReadOnlyList<Channel> channels, string parameter)
    {
        var order = Channels(channels, parameter);
        return order.Length is > 0 and <= 50 && order.Distinct().Count() == order.Length
            ? order
            : throw new ArgumentException($"A plan orders 1 to 50 channels, each once; found {order.Length} ({string.Join(", ", order)}).", parameter);
    }

    public static string Name(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name.Length <= 200 && !Text.HasLoneSurrogate(name) ? name : throw new ArgumentException($"A policy's name has at most 200 characters, each of them whole; found {name.Length}.", nameof(name));
    }

    public static string Because(string because)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(because);
        return Text.HasLoneSurrogate(because) ? throw new ArgumentException("A reason has half of a surrogate pair, which is no character.", nameof(because))
            : because.Length <= 500 ? because : throw new ArgumentException($"A reason has at most 500 characters; found {because.Length}.", nameof(because));
    }

    /// <exception cref="ArgumentException">It is too large, or asks what no policy is told.</exception>
    public static Condition When(Condition when)
    {
        var asked = new HashSet<Fact>();
        ConditionFacts.Collect(ConditionBounds.Checked(when), asked);
        return asked.FirstOrDefault(fact => fact.Id == FactId.Segment) is { } segment
            ? throw new ArgumentException($"A policy is not told of {segment}; say what the segment says, or send to an audience of it.", nameof(when))
            : when;
    }

    /// <summary>Tables in their canonical order, complete.</summary>
    public static PolicyRule Rule(PolicyRule rule) => rule switch
    {
        { Channels.Count: > 100 } => throw new ArgumentException($"A rule speaks of at most 100 channels; found {rule.Channels.Count}.", nameof(rule)),
        ScoreRule { Points: null } or BudgetRule { Costs: null } or BudgetRule { Left: null } or WindowRule { Minute: null } or WindowRule { From: null } or WindowRule { Until: null } =>
            throw new ArgumentNullException(nameof(rule), "A rule needs the points or facts that it speaks of."),
        ScoreRule { Points: ScoreTable table } score => score with { Points = table.Checked(rule.Channels, -ScorePoints.Most, ScorePoints.Most) },
        BudgetRule { Currency: { } currency, Left.Domain.Currency: { } declared } when currency.Code != declared => throw new ArgumentException($"The costs are in {currency}, and what is left in {declared}.", nameof(rule)),
        BudgetRule budget => budget with { Costs = budget.Costs.Checked(rule.Channels, 0, int.MaxValue) },
        _ => rule,
    };

    public static ScoreTerm[] Terms(IReadOnlyList<ScoreTerm> terms, ScoreTerm[] known)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms.Distinct().Count() == terms.Count && terms.All(known.Contains)
            ? [.. terms.Order()]
            : throw new ArgumentException($"Terms are each named once, of: {string.Join(", ", known)}; found {string.Join(", ", terms)}.", nameof(terms));
    }

    public static FrequencyCap Cap(FrequencyCap cap)
    {
        ArgumentNullException.ThrowIfNull(cap);
        if (cap.Max < 0)
        {
            throw new ArgumentException($"A cap of {cap.Max} makes no sense; 0 closes the channels.", nameof(cap));
        }

        if (!Enum.IsDefined(cap.Per))
        {
            throw new ArgumentException($"{cap.Per} is no {nameof(CapScope)}; expected {nameof(CapScope.Person)} or {nameof(CapScope.ContactPoint)}.", nameof(cap));
        }

        switch (cap.Window)
        {
            case CapWindow.Rolling { Length: var length } when length < TimeSpan.FromMinutes(1) || length > TimeSpan.FromDays(31):
                throw new ArgumentException($"A window of {length} cannot be counted; expected one minute to 31 days.", nameof(cap));
            case CapWindow.Rolling { Length: var length } when length.Ticks % TimeSpan.TicksPerSecond != 0:
                throw new ArgumentException($"A window has whole seconds; found {length}.", nameof(cap));
            case CapWindow.CalendarDay { TimeZone: var zone } when ZoneOffsets.Of(zone, default, default).Problem is { } problem:
                throw new ArgumentException($"'{zone}': {problem}", nameof(cap));
            case null:
                throw new ArgumentException($"A cap needs its window: {nameof(CapWindow.Rolling)} or {nameof(CapWindow.CalendarDay)}.", nameof(cap));
            default:
                return cap with { Channels = Channels(cap.Channels, nameof(cap)), Purposes = Purposes(cap.Purposes), WaivedFor = Purposes(cap.WaivedFor), WaivedFrom = Known(cap.WaivedFrom, nameof(cap)) };
        }
    }

    public static QuietHours Quiet(QuietHours hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        if (hours.From == hours.Until)
        {
            throw new ArgumentException($"Quiet hours from {hours.From:HH\\:mm} to {hours.Until:HH\\:mm} are none, or the whole day; exclude the channel instead.", nameof(hours));
        }

        if (hours.From.Ticks % TimeSpan.TicksPerMinute != 0 || hours.Until.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Quiet hours begin and end at whole minutes; found {hours.From:O} to {hours.Until:O}."), nameof(hours));
        }

        if (hours.Days is null || hours.Days.Any(day => !Enum.IsDefined(day)))
        {
            throw new ArgumentException("Quiet hours begin on days of the week; leave them out for every day.", nameof(hours));
        }

        return hours with { Channels = Channels(hours.Channels, nameof(hours)), Days = [.. hours.Days.Distinct().Order()], WaivedFor = Purposes(hours.WaivedFor), WaivedFrom = Known(hours.WaivedFrom, nameof(hours))!.Value };
    }

    private static Urgency? Known(Urgency? urgency, string parameter) =>
        urgency is not { } stated || Enum.IsDefined(stated) ? urgency : throw new ArgumentException($"{stated} is no {nameof(Urgency)}.", parameter);

    private static Purpose[] Purposes(IReadOnlyList<Purpose> purposes)
    {
        ArgumentNullException.ThrowIfNull(purposes);
        return [.. purposes.Select(purpose => purpose != default ? purpose : throw new ArgumentException("A default purpose names nothing; use Purpose.Marketing, or new Purpose(\"name\").", nameof(purposes)))];
    }
}
