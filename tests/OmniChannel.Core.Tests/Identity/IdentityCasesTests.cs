using System.Globalization;
using System.Text.Json;

namespace OmniChannel.Tests.Identity;

/// <summary>The cases about people: one result for each. Those of the kind "identity" are all asserted; of the other kinds those whose fields say what goes in and what comes out.</summary>
public sealed class IdentityCasesTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, IdentityCase>> Cases = new(() => IdentityCase.Read().ToDictionary(one => one.Id));

    /// <summary>The case, by its name. Without the file there is one row, whose test says what it needs.</summary>
    public static TheoryData<string> Ids => Exists() ? [.. Cases.Value.Keys] : [""];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Case_AsItsSourceMeansIt_Holds(string id)
    {
        SharedFolders.RequireCase(IdentityCase.File);
        var one = Cases.Value[id];
        var wrong = one.Kind switch
        {
            "identity" => Profiles(one),
            "identity-limit" => Limits(one),
            "identity-traits" => IdentityTraitCases.Wrong(one),
            _ when one.Given("sessions") is not null => await IdentityMergeCases.HistoryAsync(one),
            _ => IdentityMergeCases.Wrong(one),
        };

        Assert.SkipWhen(wrong == IdentityTraitCases.NotCheckable, one.Stance);
        Assert.True(wrong is null, $"{one.Json}\n{wrong}");
    }

    /// <summary>Events of identifiers under rules lead to profiles. There every type may join by itself, as in the systems the cases come from.</summary>
    private static string? Profiles(IdentityCase one)
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

    /// <summary>So many merges and identifiers are offered; so many are taken.</summary>
    private static string? Limits(IdentityCase one)
    {
        var (merges, mappings) = (one.Given("merges")!.Value.GetInt32(), one.Given("mappings")!.Value.GetInt32());
        var mergesTaken = new Town(new IdentityRules { Types = [IdentifierRule.Strong(IdentifierType.LoyaltyCard, int.MaxValue)] });
        for (var i = 0; i <= merges; i++)
        {
            mergesTaken.See(Identifier.LoyaltyCard(string.Create(CultureInfo.InvariantCulture, $"card-{i}")));
        }

        for (var i = 1; i <= merges; i++)
        {
            mergesTaken.See(Identifier.LoyaltyCard("card-0"), Identifier.LoyaltyCard(string.Create(CultureInfo.InvariantCulture, $"card-{i}")));
        }

        var mappingsTaken = new Town(new IdentityRules { Types = [IdentifierRule.Strong(IdentifierType.LoyaltyCard, int.MaxValue)] });
        for (var i = 0; i < mappings; i++)
        {
            mappingsTaken.See(new CustomerId("c"), [Identifier.LoyaltyCard(string.Create(CultureInfo.InvariantCulture, $"card-{i}"))]);
        }

        var got = (mergesTaken.Graph.People().Max(person => person.Links), mappingsTaken.Graph.PersonOf(new("c")).Identifiers.Count());
        var refused = mergesTaken.Log.Concat(mappingsTaken.Log).Count(decision => decision.Kind == IdentityDecisionKind.Refused);
        return got == (one.Expected.GetProperty("merges").GetInt32(), one.Expected.GetProperty("mappings").GetInt32()) && refused == merges - got.Item1 + mappings - got.Item2 ? null : $"got {got}, refused {refused}";
    }

    private static bool Exists()
    {
        try
        {
            return Cases.Value.Count > 0;
        }
        catch (Exception missing) when (missing.GetType().Namespace?.StartsWith("Xunit", StringComparison.Ordinal) == true)
        {
            return false;
        }
    }
}
