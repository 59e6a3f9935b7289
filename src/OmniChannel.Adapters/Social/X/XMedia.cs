using OmniChannel.Accounts;
using OmniChannel.Wire;

namespace OmniChannel.Social;

/// <summary>An image as X takes it (POST /2/media/upload), and a post that shows it.</summary>
internal static class XMedia
{
    /// <summary>In bytes.</summary>
    public const int MaxImage = 5 * 1_048_576;

    /// <summary>In base64, as JSON bodies have it.</summary>
    public static HttpContent Upload(FetchedImage image) => WireJson.Content(json =>
    {
        json.WriteStartObject();
        json.WriteBase64String("media", image.Bytes.Span);
        json.WriteString("media_category", image.Type == "image/gif" ? "tweet_gif" : "tweet_image");
        json.WriteEndObject();
    });

    /// <summary>A post with an image that was uploaded.</summary>
    public static HttpContent Post(string text, string media) => WireJson.Content(json =>
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteStartObject("media");
        json.WriteStartArray("media_ids");
        json.WriteStringValue(media);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
