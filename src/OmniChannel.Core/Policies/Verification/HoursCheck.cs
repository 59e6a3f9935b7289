namespace OmniChannel;

/// <summary>Quiet hours that leave no minute of the week, leave a hole between windows that were meant to join, or lie within others.</summary>
internal static class HoursCheck
{
    /// <summary>A stretch that nobody leaves open on purpose.</summary>
    private const int Sliver = 10;

    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined) => [.. Weeks(examined), .. Contained(examined)];

    private static IEnumerable<PolicyFinding> Weeks(ExaminedPolicy examined)
    {
        var quiet = examined.Policy.Quiet;
        var cases = from channel in examined.Usable
                    from urgency in Enum.GetValues<Urgency>()
                    let windows = Enumerable.Range(0, quiet.Count).Where(i => urgency < quiet[i].WaivedFrom && Concerns(quiet[i], examined.Find(channel)!)).ToArray()
                    where windows.Length > 0
                    group (Channel: channel, Urgency: urgency) by string.Join(',', windows) into same
                    select (Windows: Array.ConvertAll(same.Key.Split(','), int.Parse), Channels: same.Select(one => one.Channel).Distinct().ToList(), Urgency: same.Max(one => one.Urgency));
        var told = new HashSet<(int, int)>();
        foreach (var (windows, channels, urgency) in cases.OrderByDescending(one => one.Windows.Length))
        {
            var week = new QuietWeek(windows.Select(i => quiet[i]));
            PolicyPlace[] places = [.. windows.Select(i => PolicyPlace.Of(quiet[i], i))];
            if (week.IsWhole)
            {
                yield return Whole(places, channels, urgency, channels.Count == examined.Usable.Count);
                continue;
            }

            foreach (var (from, length) in week.Open().Where(open => open.Length <= Sliver).Concat(week.Holes()).Where(told.Add))
            {
                yield return Hole(places, channels, from, length);
            }
        }
    }

    private static PolicyFinding Whole(PolicyPlace[] places, List<Channel> channels, Urgency urgency, bool isEverything) => new()
    {
        Code = "OC2401",
        Severity = isEverything ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
        Place = places[^1],
        Found = $"Quiet hours cover the whole week for {Why.List(channels)}, for messages up to urgency {urgency}.",
        Why = $"{Why.List(places)} join without a gap.",
        Fix = "Leave some hours open, or exclude the channels by a rule, which says why.",
        Related = places[..^1],
    };

    private static PolicyFinding Hole(PolicyPlace[] places, List<Channel> channels, int from, int length)
    {
        var weekday = (from / QuietWeek.Day % 7) + 1;
        var minute = from % QuietWeek.Day;
        return new PolicyFinding
        {
            Code = "OC2402",
            Severity = DiagnosticSeverity.Warning,
            Place = places[^1],
            Found = $"There is a hole between quiet hours: {QuietWeek.InWords(from, length)} is open for {Why.List(channels)}.",
            Why = length <= Sliver ? $"{Why.List(places)} leave {length} minutes between them." : $"{Why.List(places)} make the same hours quiet on each of the other six days. A window belongs to the day on which it begins.",
            Fix = $"Add quiet hours for {QuietWeek.InWords(from, length)}, or let a window begin a day earlier; leave it if it is meant.",
            Related = places[..^1],
            Witness = new Dictionary<string, string> { ["now.weekday"] = FormattableString.Invariant($"{weekday}"), ["now.minute"] = FormattableString.Invariant($"{minute}") },
        };
    }

    private static IEnumerable<PolicyFinding> Contained(ExaminedPolicy examined)
    {
        var quiet = examined.Policy.Quiet;
        var weeks = quiet.Select(window => new QuietWeek([window])).ToArray();
        for (var i = 0; i < quiet.Count; i++)
        {
            var inner = i;
            if (IsSafeDefault(quiet[i]))
            {
                continue;
            }

            var outer = Enumerable.Range(0, quiet.Count).FirstOrDefault(o => o != inner && Covers(examined, quiet[o], quiet[inner]) && weeks[o].Contains(weeks[inner]) && (o < inner || !(Covers(examined, quiet[inner], quiet[o]) && weeks[inner].Contains(weeks[o]))), -1);
            if (outer >= 0)
            {
                yield return new PolicyFinding
                {
                    Code = "OC2403",
                    Severity = DiagnosticSeverity.Warning,
                    Place = PolicyPlace.Of(quiet[i], i),
                    Found = "These quiet hours change nothing.",
                    Why = $"{PolicyPlace.Of(quiet[outer], outer)} {(IsSafeDefault(quiet[outer]) ? "(a safe default) " : "")}cover them whole, on the same channels and urgencies.",
                    Fix = IsSafeDefault(quiet[outer]) ? "Take them out, or begin with WithoutSafeQuietHours if fewer were meant." : "Take them out.",
                    Related = [PolicyPlace.Of(quiet[outer], outer)],
                };
            }
        }
    }

    private static bool Concerns(QuietHours hours, ChannelDefinition definition) =>
        definition.Capabilities.RequiresPresence == CustomerPlace.Anywhere
        && (hours.Channels.Count == 0 ? definition.Capabilities.IsInstant : hours.Channels.Contains(definition.Channel));

    private static bool Covers(ExaminedPolicy examined, QuietHours outer, QuietHours inner) =>
        outer.WaivedFrom >= inner.WaivedFrom
        && outer.WaivedFor.All(inner.WaivedFor.Contains)
        && (outer.Channels.Count == 0
            ? inner.Channels.Count == 0 || inner.Channels.All(channel => examined.Find(channel) is { Capabilities.IsInstant: true })
            : inner.Channels.Count > 0 && inner.Channels.All(outer.Channels.Contains));

    private static bool IsSafeDefault(QuietHours hours) =>
        SafeDefaults.Quiet.Any(safe => hours.From == safe.From && hours.Until == safe.Until && hours.WaivedFrom == safe.WaivedFrom && hours.WaivedFor.Count == 0 && hours.Days.Count == 0 && hours.Channels.Count == 0);
}
