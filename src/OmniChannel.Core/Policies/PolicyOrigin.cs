namespace OmniChannel;

/// <summary>Where the parts of a policy stand in the file it was read from, and what that file may ask. Kept beside the policy and no part of it: neither its hash nor its equality know it. Immutable.</summary>
internal sealed class PolicyOrigin
{
    private static readonly string[] Lists = ["rules", "plans", "caps", "quietHours"];

    private readonly Dictionary<string, (int Line, int Column)> _places = new(StringComparer.Ordinal);
    private readonly int _safeCaps;
    private readonly int _safeQuietHours;

    /// <summary>Remembers the items of the lists, and the members of each.</summary>
    /// <param name="whole">The file.</param>
    /// <param name="text">Its octets, which are not kept.</param>
    /// <param name="policy">What was read from it.</param>
    /// <param name="facts">The facts that it may ask.</param>
    public PolicyOrigin(JsonPart whole, ReadOnlyMemory<byte> text, Policy policy, FactSchema facts)
    {
        Facts = facts.All;
        _safeCaps = policy.Caps.Count - Items(whole, "caps").Count;
        _safeQuietHours = policy.Quiet.Count - Items(whole, "quietHours").Count;
        var items = Lists.SelectMany(list => Items(whole, list)).ToList();
        var position = new TextPosition(text);
        foreach (var part in items.Concat(items.SelectMany(item => item.Members.Select(member => member.Value))).Concat(whole.Members.Select(member => member.Value)).Append(whole).OrderBy(part => part.Offset))
        {
            _places.TryAdd(part.Path, position.At(part.Offset));
        }
    }

    /// <summary>The facts that it may ask: those that the host declared for it, and those that it declares itself.</summary>
    public IReadOnlyCollection<Fact> Facts { get; }

    /// <summary>The place with its path, line and column in the file; where the file leaves the part out, those of what it belongs to.</summary>
    public PolicyPlace Locate(PolicyPlace place)
    {
        if (place.Part == PolicyPart.Campaign)
        {
            return place;
        }

        var safe = place.Part switch { PolicyPart.Cap => _safeCaps, PolicyPart.QuietHours => _safeQuietHours, _ => 0 };
        var path = place.Part == PolicyPart.Policy ? ""
            : place.Index >= safe ? place.PathOf(place.Index - safe)
            : place.Part == PolicyPart.Cap ? "safeCaps" : "safeQuietHours";
        for (var known = path; ; known = known.LastIndexOf('.') is > 0 and var end ? known[..end] : "")
        {
            if (_places.TryGetValue(known, out var at))
            {
                return place with { Path = path, Line = at.Line, Column = at.Column };
            }
        }
    }

    private static IReadOnlyList<JsonPart> Items(JsonPart whole, string list) => whole.Members.FirstOrDefault(member => member.Key == list).Value?.Items ?? [];
}
