using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Wire;

namespace OmniChannel.Social;

/// <summary>A post as <c>com.atproto.repo.putRecord</c> takes it. The same message gives the same bytes, so that a repetition changes nothing.</summary>
internal static partial class BlueskyPost
{
    public const string Collection = "app.bsky.feed.post";
    private const int MaxGraphemes = 300;

    /// <summary>In bytes (app.bsky.embed.images).</summary>
    public const int MaxImage = 1_000_000;
    private const int MaxBytes = 3_000;

    /// <summary>Why it cannot be sent; null when it can.</summary>
    public static AttemptOutcome? Refuse(OutgoingMessage message)
    {
        var text = SmsText.Of(message);
        var (graphemes, bytes) = (TextLength.Count(text, TextUnit.Graphemes), Encoding.UTF8.GetByteCount(text));
        return text.Length == 0 || graphemes > MaxGraphemes || bytes > MaxBytes
            ? AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {graphemes} characters in {bytes} bytes; Bluesky takes 1 to {MaxGraphemes} in at most {MaxBytes}.")
            : null;
    }

    /// <summary>The record's name, made once from the message's key.</summary>
    public static string KeyOf(OutgoingMessage message) => Tid.Of(message.IdempotencyKey, message.CreatedAt);

    public static HttpContent Write(OutgoingMessage message, string repository, IEnumerable<string> languages, BlueskyBlob? image = null) => WireJson.Content(json =>
    {
        var text = SmsText.Of(message);
        json.WriteStartObject();
        json.WriteString("repo", repository);
        json.WriteString("collection", Collection);
        json.WriteString("rkey", KeyOf(message));
        json.WriteStartObject("record");
        json.WriteString("$type", Collection);
        json.WriteString("text", text);
        json.WriteString("createdAt", message.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        if (languages.Any())
        {
            json.WriteStartArray("langs");
            foreach (var language in languages)
            {
                json.WriteStringValue(language);
            }

            json.WriteEndArray();
        }

        WriteLinks(json, text);
        image?.WriteEmbed(json);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>A text has no links of itself; facets say which bytes of its UTF-8 are one.</summary>
    private static void WriteLinks(Utf8JsonWriter json, string text)
    {
        var links = Link().Matches(text);
        if (links.Count == 0)
        {
            return;
        }

        json.WriteStartArray("facets");
        foreach (Match link in links)
        {
            var start = Encoding.UTF8.GetByteCount(text.AsSpan(0, link.Index));
            json.WriteStartObject();
            json.WriteStartObject("index");
            json.WriteNumber("byteStart", start);
            json.WriteNumber("byteEnd", start + Encoding.UTF8.GetByteCount(link.ValueSpan));
            json.WriteEndObject();
            json.WriteStartArray("features");
            json.WriteStartObject();
            json.WriteString("$type", "app.bsky.richtext.facet#link");
            json.WriteString("uri", link.Value);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A URL without the punctuation of the sentence around it.</summary>
    [GeneratedRegex(@"https?://[^\s<>""]*[^\s<>"".,;:!?')\]]", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
