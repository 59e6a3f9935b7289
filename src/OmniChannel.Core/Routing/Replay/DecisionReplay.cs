using System.Text;

namespace OmniChannel;

/// <summary>Repeats recorded decisions. Pure: it asks no clock, no store and no time-zone database. Safe for many threads.</summary>
public static class DecisionReplay
{
    /// <summary>Decides again what was recorded, and compares byte by byte.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="policy">The policy that made it: its hash has to be the recorded one. <see cref="PolicyDiff"/> asks what another policy would do.</param>
    public static ReplayResult Run(DecisionRecording recording, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Hash != recording.PolicyHash)
        {
            return new ReplayResult.OtherPolicy { Recorded = recording.PolicyHash, Given = policy.Hash };
        }

        if (MissingZone(recording.Snapshot, policy) is { } zone)
        {
            return new ReplayResult.Incomplete { TimeZone = zone };
        }

        var decision = Router.Decide(recording.Snapshot, policy);
        var text = DecisionText.Of(decision);
        return text == recording.DecisionJson
            ? new ReplayResult.Same { Decision = decision }
            : new ReplayResult.OtherDecision { Decision = decision, Differences = Differences(recording.DecisionJson, text) };
    }

    /// <summary>A zone whose days a cap counts and whose offsets the snapshot does not hold.</summary>
    private static string? MissingZone(Snapshot snapshot, Policy policy) => policy.Caps
        .Select(cap => (cap.Window as CapWindow.CalendarDay)?.TimeZone)
        .FirstOrDefault(zone => zone is not null && !snapshot.CalendarZones.ContainsKey(zone));

    private static List<ReplayDifference> Differences(string recorded, string replayed)
    {
        var (before, after) = (Leaves(recorded), Leaves(replayed));
        return [.. before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Select(path => new ReplayDifference { Path = path, Recorded = before.GetValueOrDefault(path), Replayed = after.GetValueOrDefault(path) })
            .Where(one => one.Recorded != one.Replayed)];
    }

    private static Dictionary<string, string> Leaves(string json)
    {
        var octets = Encoding.UTF8.GetBytes(json);
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Stack<JsonPart>();
        if (JsonPartReader.Read(octets, new JsonFindings(octets)) is { } whole)
        {
            open.Push(whole);
        }

        while (open.TryPop(out var part))
        {
            if (part.Items.Count == 0 && part.Members.Count == 0)
            {
                leaves[part.Path] = part.Text.Length > 0 ? part.Text : part.Described;
            }

            foreach (var inner in part.Items.Concat(part.Members.Select(member => member.Value)).Reverse())
            {
                open.Push(inner);
            }
        }

        return leaves;
    }
}
