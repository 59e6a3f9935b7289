using System.Text.Json;

namespace OmniChannel.Social;

/// <summary>A file that a server of the AT Protocol took, by the hash of its bytes, and how a post shows it.</summary>
internal sealed record BlueskyBlob
{
    /// <summary>Its CID.</summary>
    public required string Link { get; init; }

    /// <summary>Its media type.</summary>
    public required string Type { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required int Size { get; init; }

    /// <summary>As the one image of a post (app.bsky.embed.images).</summary>
    public void WriteEmbed(Utf8JsonWriter json)
    {
        json.WriteStartObject("embed");
        json.WriteString("$type", "app.bsky.embed.images");
        json.WriteStartArray("images");
        json.WriteStartObject();
        json.WriteString("alt", "");
        json.WriteStartObject("image");
        json.WriteString("$type", "blob");
        json.WriteStartObject("ref");
        json.WriteString("$link", Link);
        json.WriteEndObject();
        json.WriteString("mimeType", Type);
        json.WriteNumber("size", Size);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
