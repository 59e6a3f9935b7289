using System.Text.Json;

namespace OmniChannel.Tests.Identity;

/// <summary>What becomes of attributes and numbers when two profiles become one person.</summary>
internal static class IdentityTraitCases
{
    public const string NotCheckable = "not checkable";

    public static string? Wrong(IdentityCase one) => one switch
    {
        _ when one.Json.TryGetProperty("a", out var a) && one.Json.TryGetProperty("b", out var b) => Named(one, Saved("a", a), Saved("b", b), one.Expected.GetProperty("name").GetString()),
        _ when one.Text("master") is { } master && one.Text("other") is { } other => Named(one, Called("a", master, null), Called("b", other, null), one.Expected.GetString()),
        _ when one.Given("number") is { ValueKind: JsonValueKind.String } number && number.GetString() == "override" => Overridden(one),
        _ when one.Given("string") is not null => Overridden(one),
        _ when one.Given("base") is not null => Counted(one),
        _ => NotCheckable,
    };

    private static string? Named(IdentityCase one, CustomerState first, CustomerState second, string? expected) =>
        PersonView.Of([first, second], new("a")).Profile.Name is var name && name == expected ? null : $"{one.Id}: got {name}";

    private static CustomerState Saved(string id, JsonElement of) => Called(id, of.GetProperty("name").GetString(), Town.Noon.AddDays(of.GetProperty("at").GetInt32()));

    private static CustomerState Called(string id, string? name, DateTimeOffset? saved) =>
        CustomerState.Unknown(new(id)) with { ProfileSavedAt = saved, Profile = new CustomerProfile { Id = new(id), Name = name } };

    /// <summary>Values that each was saved with, the later over the earlier; null says nothing.</summary>
    private static string? Overridden(IdentityCase one)
    {
        var saved = Owners(one).Select((owner, i) => CustomerState.Unknown(owner.Id) with
        {
            ProfileSavedAt = Town.Noon.AddDays(i),
            Profile = new CustomerProfile { Id = owner.Id, Attributes = owner.Values.Aggregate(FactSet.Empty, (set, value) => value.Value.ValueKind == JsonValueKind.Null ? set : set.With(value.Name, null, FactValue.Of(value.Value.ToString()))) },
        }).ToList();
        var view = PersonView.Of(saved, saved[0].Profile.Id).Profile.Attributes ?? FactSet.Empty;
        return Compare(one, name => view.Read(name, null).Text);
    }

    /// <summary>Numbers that each owner has counted: the sum of the owners, whoever is named twice.</summary>
    private static string? Counted(IdentityCase one)
    {
        var counts = Owners(one).Select(owner => CustomerState.Unknown(owner.Id) with
        {
            Channels = owner.Values.ToDictionary(value => new Channel(value.Name), value => new ChannelHistory { Deliveries = value.Value.GetInt32() }),
        }).ToList();
        var views = new[] { counts, Enumerable.Reverse(counts), counts.Concat(counts) }.Select(states => PersonView.Of(states, counts[0].Profile.Id).Channels).ToList();
        return views.Select(view => Compare(one, name => view.GetValueOrDefault(new Channel(name))?.Deliveries.ToString(System.Globalization.CultureInfo.InvariantCulture))).FirstOrDefault(wrong => wrong is not null);
    }

    /// <summary>The base and its sources; a source that is given twice is one owner.</summary>
    private static List<(CustomerId Id, List<JsonProperty> Values)> Owners(IdentityCase one) =>
        [(new("base"), [.. one.Given("base")!.Value.EnumerateObject()]), .. one.Given("sources")!.Value.EnumerateArray().DistinctBy(source => source.GetRawText()).Select((source, i) => (new CustomerId($"source-{i}"), source.EnumerateObject().ToList()))];

    private static string? Compare(IdentityCase one, Func<string, string?> got) => one.Expected.EnumerateObject()
        .Where(expected => got(expected.Name) != expected.Value.ToString())
        .Select(expected => $"{expected.Name} is {got(expected.Name)}")
        .FirstOrDefault();
}
