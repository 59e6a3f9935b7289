namespace OmniChannel.Tests.Identity;

/// <summary>The cases of the kind "identity": events that name identifiers, and the profiles that they lead to.</summary>
internal static class IdentityProfileCases
{
    public const string Kind = "identity";

    /// <summary>Events of identifiers under rules lead to profiles. There every type may join by itself, as in the systems the cases come from.</summary>
    /// <returns>What is wrong; null for nothing.</returns>
    public static string? Wrong(IdentityCase one)
    {
        var rules = one.Json.GetProperty("rules");
        var limits = rules.GetProperty("limits").EnumerateObject().ToDictionary(limit => limit.Name, limit => limit.Value.GetInt32());
        var named = rules.TryGetProperty("priority", out var priority) ? [.. priority.EnumerateArray().Select(type => type.GetString()!)] : new List<string>();
        var events = one.Json.GetProperty("events").EnumerateArray().Select(seen => seen.EnumerateArray().Select(mark => (Type: mark[0].GetString()!, Value: mark[1].GetString()!)).ToArray()).ToList();
        var rest = events.SelectMany(seen => seen).Select(mark => mark.Type).Distinct().Except(named).Order(StringComparer.Ordinal);
        var town = new Town(new IdentityRules
        {
            Types = [.. named.Concat(rest).Select(type => IdentifierRule.Strong(new(type), limits.TryGetValue(type, out var limit) ? limit : limits["*"]))],
            BlockedValues = rules.TryGetProperty("blocked", out var blocked) ? [.. blocked.EnumerateArray().Select(pattern => pattern.GetString()!)] : [],
            MaxLinks = int.MaxValue,
            MaxIdentifiers = int.MaxValue,
        });
        foreach (var seen in events)
        {
            town.See([.. seen.Select(mark => new Identifier { Type = new(mark.Type), Value = mark.Value })]);
        }

        var expected = one.Expected.GetProperty("profiles").EnumerateArray().Select(profile => string.Join(" ", profile.EnumerateArray().Select(mark => mark.GetString()).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);
        return expected.SequenceEqual(town.Profiles) ? null : $"got {string.Join(" | ", town.Profiles)}";
    }
}
