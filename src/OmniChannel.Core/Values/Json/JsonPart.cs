using System.Text.Json;

namespace OmniChannel;

/// <summary>A value of a JSON text with its place.</summary>
internal sealed class JsonPart(JsonValueKind kind, int offset, string path)
{
    private static readonly IReadOnlyList<JsonPart> NoItems = [];
    private static readonly IReadOnlyList<KeyValuePair<string, JsonPart>> NoMembers = [];

    public JsonValueKind Kind => kind;

    /// <summary>Octets before it.</summary>
    public int Offset => offset;

    /// <summary>Where it stands in the whole: "rules[3].when".</summary>
    public string Path => path;

    /// <summary>A text, unescaped; a number as it was written.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<JsonPart> Items { get; init; } = NoItems;

    /// <summary>The members of an object in their order; each name once.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonPart>> Members { get; init; } = NoMembers;

    /// <summary>What it is, for a message.</summary>
    public string Described => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "the text \"" + (Text.Length <= 60 ? Text : Text[..60] + "…") + "\"",
        JsonValueKind.Number => "the number " + (Text.Length <= 40 ? Text : Text[..40] + "…"),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}
