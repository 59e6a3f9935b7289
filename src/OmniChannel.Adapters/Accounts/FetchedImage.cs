using OmniChannel.Delivery;

namespace OmniChannel.Accounts;

/// <summary>The image of a post, fetched because the network wants its bytes.</summary>
internal sealed record FetchedImage
{
    /// <summary>The whole file.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Its media type, by its first bytes: "image/jpeg".</summary>
    public required string Type { get; init; }

    /// <summary>The name of a file of this type.</summary>
    public string FileName => $"image.{Type["image/".Length..]}";

    /// <summary>A body of it.</summary>
    public HttpContent Content() => new RequestBody(Bytes, Type);

    /// <summary>What a file is by its first bytes, whatever a server calls it; null for no image that networks take.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8) ? "image/gif"
        : file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;
}
