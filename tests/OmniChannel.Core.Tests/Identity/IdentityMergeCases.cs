using System.Text.Json;
using OmniChannel.Tests.Orchestration;

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

    /// <summary>So many sessions and events of the one who is merged: read as the survivor's while they are linked, and its own again afterwards.</summary>
    public static async Task<string?> HistoryAsync(IdentityCase one)
    {
        await using var shop = await Shop.OpenAsync();
        var (merged, command) = (new CustomerId("merged"), new IdentityCommand { By = "test", Reason = one.Id });
        var (sessions, events) = (one.Given("sessions")!.Value.GetInt32(), one.Given("events")!.Value.GetInt32());
        for (var i = 0; i < sessions + events; i++)
        {
            await shop.Runtime.RecordAsync(new Touchpoint { Source = "/web", Id = $"{i}", Type = i < sessions ? TouchpointType.SiteVisited : TouchpointType.MessageReceived, Customer = merged, At = Shop.Noon.AddHours(-i) }, cancellationToken: Shop.Stop);
        }

        await shop.Runtime.Identities.LinkAsync(merged, Shop.Anna, command, Shop.Stop);
        var linked = await CountsAsync(shop);
        await shop.Runtime.Identities.UnlinkAsync(merged, command, Shop.Stop);
        var expected = (one.Expected.GetProperty("sessions_of_master").GetInt32(), one.Expected.GetProperty("events_of_master").GetInt32());
        return linked == expected && await CountsAsync(shop) == (0, 0) ? null : $"got {linked} while linked, {await CountsAsync(shop)} afterwards";

        static async Task<(int Sessions, int Events)> CountsAsync(Shop shop)
        {
            var types = new List<string>();
            await foreach (var entry in shop.Runtime.Identities.ReadTimelineAsync(Shop.Anna, Shop.Stop))
            {
                types.Add(entry.Type);
            }

            return (types.Count(type => type == "touchpoint/site.visited"), types.Count(type => type == "touchpoint/message.received"));
        }
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
