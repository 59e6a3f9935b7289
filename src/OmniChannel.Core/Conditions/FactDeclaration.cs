namespace OmniChannel;

/// <summary>The rules by which a host declares a fact. Each returns what it checked, or throws <see cref="ArgumentException"/>.</summary>
internal static class FactDeclaration
{
    public const string Prefix = "custom.";

    private const int MaxName = 63;
    private const int MaxDescription = 500;
    private const int MaxValues = 1000;

    public static string Name(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsName(name)
            ? Prefix + name
            : throw new ArgumentException($"'{(name.Length > 70 ? name[..70] + "…" : name)}' cannot name a fact; expected a lower-case letter, then letters and digits, at most {MaxName}, and none of: true, false, null, in.", nameof(name));
    }

    public static string Description(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return description.Length <= MaxDescription && !Text.HasLoneSurrogate(description)
            ? description
            : throw new ArgumentException($"A fact is described in at most {MaxDescription} characters, each of them whole.", nameof(description));
    }

    public static string? Unit(string? unit) => unit is null ? null : Text.Name(unit);

    public static string[] Values(IReadOnlyList<string> values)
    {
        if (values.Count > MaxValues || values.Distinct(StringComparer.Ordinal).Count() != values.Count)
        {
            throw new ArgumentException($"A text has at most {MaxValues} values, each named once; found {values.Count}.", nameof(values));
        }

        return [.. values.Select(value => value is { Length: <= FactSet.MaxText } && !Text.HasLoneSurrogate(value)
            ? value
            : throw new ArgumentException($"A value has at most {FactSet.MaxText} characters, each of them whole.", nameof(values)))];
    }

    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName && char.IsAsciiLetterLower(name[0]) && name.All(char.IsAsciiLetterOrDigit) && name is not ("true" or "false" or "null" or "in");
}
