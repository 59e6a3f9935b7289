using OmniChannel.Wire;

namespace OmniChannel.Social;

/// <summary>What LinkedIn's Posts API and Images API take.</summary>
internal static class LinkedInPost
{
    /// <summary>A public post.</summary>
    /// <param name="author">Who speaks.</param>
    /// <param name="commentary">The words, as little text.</param>
    /// <param name="image">An image that was uploaded, by its URN; null for none.</param>
    public static HttpContent Write(string author, string commentary, string? image) => WireJson.Content(json =>
    {
        json.WriteStartObject();
        json.WriteString("author", author);
        json.WriteString("commentary", commentary);
        json.WriteString("visibility", "PUBLIC");
        json.WriteStartObject("distribution");
        json.WriteString("feedDistribution", "MAIN_FEED");
        json.WriteStartArray("targetEntities");
        json.WriteEndArray();
        json.WriteStartArray("thirdPartyDistributionChannels");
        json.WriteEndArray();
        json.WriteEndObject();
        if (image is not null)
        {
            json.WriteStartObject("content");
            json.WriteStartObject("media");
            json.WriteString("id", image);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteString("lifecycleState", "PUBLISHED");
        json.WriteBoolean("isReshareDisabledByAuthor", false);
        json.WriteEndObject();
    });

    /// <summary>Asks for a place to put an image.</summary>
    public static HttpContent Place(string owner) => WireJson.Content(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("initializeUploadRequest");
        json.WriteString("owner", owner);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
