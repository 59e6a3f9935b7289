using System.Globalization;
using System.Text.Json;

namespace OmniChannel;

/// <summary>Takes the members of an object one by one; what is missing, of another type, out of range, or left over at the end is a finding. Not for several threads.</summary>
internal sealed class JsonMembers(JsonPart part, JsonFindings findings)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public JsonPart Part => part;

    public JsonFindings Findings => findings;

    /// <summary>The members of an object; a finding and null for anything else.</summary>
    public static JsonMembers? Of(JsonPart? part, JsonFindings findings)
    {
        if (part is null or { Kind: JsonValueKind.Object })
        {
            return part is null ? null : new JsonMembers(part, findings);
        }

        findings.Add(JsonCodes.WrongType, part, $"Expected an object, found {part.Described}.");
        return null;
    }

    public bool Has(string name) => Find(name) is not null;

    public JsonPart? Take(string name, bool required = false)
    {
        _taken.Add(name);
        var found = Find(name);
        if (found is null && required)
        {
            findings.Add(JsonCodes.Missing, part, $"The member \"{name}\" is missing.");
        }

        return found;
    }

    public string? Text(string name, int most, bool required = false)
    {
        if (Of(name, JsonValueKind.String, "a text", required) is not { } found)
        {
            return null;
        }

        if (found.Text.Length <= most)
        {
            return found.Text;
        }

        findings.Add(JsonCodes.OutOfRange, found, $"The text has {found.Text.Length} characters; at most {most} are allowed.");
        return null;
    }

    public int? Number(string name, int min, int max, bool required = false) => Take(name, required) is { } found ? (int?)Whole(found, min, max, findings) : null;

    public bool? Flag(string name)
    {
        if (Take(name) is not { } found)
        {
            return null;
        }

        if (found.Kind is JsonValueKind.True or JsonValueKind.False)
        {
            return found.Kind == JsonValueKind.True;
        }

        findings.Add(JsonCodes.WrongType, found, $"Expected true or false, found {found.Described}.");
        return null;
    }

    public IReadOnlyList<JsonPart>? List(string name, int most, bool required = false)
    {
        if (Of(name, JsonValueKind.Array, "a list", required) is not { } found)
        {
            return null;
        }

        if (found.Items.Count <= most)
        {
            return found.Items;
        }

        findings.Add(JsonCodes.TooMuch, found, $"The list has {found.Items.Count} items; at most {most} are allowed.");
        return null;
    }

    /// <summary>The texts of a list; each that is none is a finding.</summary>
    public IReadOnlyList<(string Text, JsonPart Part)> Texts(string name, int most, bool required = false)
    {
        var texts = new List<(string, JsonPart)>();
        foreach (var item in List(name, most, required) ?? [])
        {
            if (item.Kind == JsonValueKind.String)
            {
                texts.Add((item.Text, item));
            }
            else
            {
                findings.Add(JsonCodes.WrongType, item, $"Expected a text, found {item.Described}.");
            }
        }

        return texts;
    }

    /// <summary>Every member that nobody took is a finding, with the name that was probably meant.</summary>
    public void Finish()
    {
        foreach (var (name, value) in part.Members)
        {
            if (!_taken.Contains(name))
            {
                var near = NearestName.To(name, _taken.Except(part.Members.Select(member => member.Key), StringComparer.Ordinal));
                findings.Add(JsonCodes.Unknown, value, $"The member \"{(name.Length <= 60 ? name : name[..60] + "…")}\" is not known here.", near is null ? $"Known are: {string.Join(", ", _taken.Order(StringComparer.Ordinal))}." : $"Did you mean \"{near}\"?");
            }
        }
    }

    /// <summary>A whole number in a range; a finding and null for anything else, NaN and overflow included.</summary>
    public static long? Whole(JsonPart found, long min, long max, JsonFindings findings)
    {
        if (found.Kind != JsonValueKind.Number)
        {
            findings.Add(JsonCodes.WrongType, found, $"Expected a whole number, found {found.Described}.");
            return null;
        }

        if (long.TryParse(found.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        findings.Add(JsonCodes.OutOfRange, found, string.Create(CultureInfo.InvariantCulture, $"Expected a whole number from {min} to {max}, found {found.Described}."));
        return null;
    }

    private JsonPart? Of(string name, JsonValueKind kind, string described, bool required)
    {
        if (Take(name, required) is not { } found || found.Kind == kind)
        {
            return Find(name);
        }

        findings.Add(JsonCodes.WrongType, found, $"Expected {described}, found {found.Described}.");
        return null;
    }

    private JsonPart? Find(string name)
    {
        foreach (var member in part.Members)
        {
            if (member.Key == name)
            {
                return member.Value;
            }
        }

        return null;
    }
}
