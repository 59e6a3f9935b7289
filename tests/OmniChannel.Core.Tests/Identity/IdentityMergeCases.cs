using System.Text.Json;

namespace OmniChannel.Tests.Identity;

/// <summary>Who is whom after somebody signs in, and what a survivor keeps.</summary>
internal static class IdentityMergeCases
{
    public static string? Wrong(IdentityCase one) => one switch
    {
        _ when one.Given("session") is { } session && one.Given("login") is { } login => Switched(one, session.GetString()!, login.GetString()!),
        _ when one.Given("master") is { ValueKind: JsonValueKind.Array } master && one.Given("other") is { } other => Kept(one, master, other),
        _ => IdentityTraitCases.NotCheckable,
    };

    /// <summary>A browser of somebody known is used by somebody else.</summary>
    private static string? Switched(IdentityCase one, string session, string login)
    {
        var town = new Town();
        var known = one.Given("known")!.Value.ValueKind == JsonValueKind.String ? town.See(Identifier.AuthenticatedId(login)) : (CustomerId?)null;
        var user = town.See(Identifier.AuthenticatedId(session), Identifier.Browser("b"));
        var before = town.Graph.RecordOf(user);

        var (customer, outcome) = town.SignIn(user, Identifier.AuthenticatedId(login));

        var expectsNew = one.Expected.GetProperty("profile").GetString() == "new";
        return outcome == SignInOutcome.Switched && customer != user && (expectsNew ? known is null : customer == known) && town.Graph.RecordOf(user).Identifiers.SequenceEqual(before.Identifiers) && town.Clusters().Count == 2
            ? null
            : $"{customer} by {outcome}";
    }

    /// <summary>States by name: the survivor's stay, what it lacks is added.</summary>
    private static string? Kept(IdentityCase one, JsonElement master, JsonElement other)
    {
        var (survivor, joined) = (State("master", master), State("other", other));
        var view = PersonView.Of([joined, survivor], survivor.Profile.Id).Profile.Attributes ?? FactSet.Empty;
        var got = view.Values.Select(value => $"{value.Key}:{value.Value.Text}").Order(StringComparer.Ordinal);
        return one.Expected.GetProperty("master").EnumerateArray().Select(value => value.GetString()!).Order(StringComparer.Ordinal).SequenceEqual(got) ? null : $"got {string.Join(" ", got)}";
    }

    private static CustomerState State(string id, JsonElement values) => CustomerState.Unknown(new(id)) with
    {
        Profile = new CustomerProfile { Id = new(id), Attributes = values.EnumerateArray().Select(value => value.GetString()!.Split(':')).Aggregate(FactSet.Empty, (set, pair) => set.With(pair[0], null, FactValue.Of(pair[1]))) },
    };
}
