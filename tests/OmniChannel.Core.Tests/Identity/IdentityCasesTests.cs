using System.Globalization;
using System.Text.Json;

namespace OmniChannel.Tests.Identity;

/// <summary>The cases about people whose kinds say more than "identity" (those are run by CartCasesTests): one result for each; asserted are those whose fields say what goes in and what comes out.</summary>
public sealed class IdentityCasesTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, IdentityCase>> Cases = new(() => IdentityCase.Read().Where(one => one.Kind != IdentityProfileCases.Kind).ToDictionary(one => one.Id));

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
            "identity-limit" => Limits(one),
            "identity-traits" => IdentityTraitCases.Wrong(one),
            _ when one.Given("sessions") is not null => await IdentityMergeCases.HistoryAsync(one),
            _ => IdentityMergeCases.Wrong(one),
        };

        Assert.SkipWhen(wrong == IdentityTraitCases.NotCheckable, one.Stance);
        Assert.True(wrong is null, $"{one.Json}\n{wrong}");
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
