using System.Globalization;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Social;

/// <summary>Reads events of the Account Activity API: mentions and follows, or direct messages. One webhook serves an app, so each of the two channels takes its own. Pure.</summary>
internal sealed class XEvents(string userId, bool isDirect)
{
    private static readonly IdentifierType Who = new("x");

    /// <exception cref="JsonException">It is no JSON.</exception>
    public InboundReading Read(ReadOnlyMemory<byte> body)
    {
        using var json = WireJson.Parse(body);
        var call = json.RootElement;
        return call.ValueKind != JsonValueKind.Object ? InboundReading.Refused(InboundRefusal.Malformed)
            : call.Text("for_user_id") is { } user && user != userId ? InboundReading.Refused(InboundRefusal.NotOurs)
            : InboundReading.Of([.. isDirect ? call.Get("direct_message_events").Items().Select(Written).OfType<InboundFact>() : Public(call)]);
    }

    private IEnumerable<InboundFact> Public(JsonElement call) =>
        call.Get("tweet_create_events").Items().Select(Mention).Concat(call.Get("follow_events").Items().Select(Follow)).OfType<InboundFact>();

    private InboundText? Written(JsonElement happened)
    {
        var message = happened.Get("message_create");
        return happened.Text("type") == "message_create" && happened.Text("id") is { Length: > 0 } id && message.Text("sender_id") is { Length: > 0 } from && from != userId && happened.Milliseconds("created_timestamp") is { } at
            ? new InboundText { Id = id, At = at, From = from, Text = message.Get("message_data").Text("text") is { Length: > 0 } text ? text : "[media]" }
            : null;
    }

    /// <summary>What the account itself posts comes along, too, and reposts of its posts.</summary>
    private InboundActivity? Mention(JsonElement post) =>
        post.Text("id_str") is { Length: > 0 } id && post.Get("user").Text("id_str") is { Length: > 0 } who && who != userId && post.Get("retweeted_status").ValueKind != JsonValueKind.Object && (post.Milliseconds("timestamp_ms") ?? Spoken(post.Text("created_at"))) is { } at
            ? new InboundActivity { Id = id, At = at, Type = TouchpointType.Mentioned, Who = new() { Type = Who, Value = who }, Data = new Dictionary<string, string> { ["kind"] = post.Text("in_reply_to_user_id_str") == userId ? "comment" : "mention" } }
            : null;

    private InboundActivity? Follow(JsonElement happened) =>
        happened.Text("type") == "follow" && happened.Get("target").Text("id") == userId && happened.Get("source").Text("id") is { Length: > 0 } who && happened.Milliseconds("created_timestamp") is { } at
            ? new InboundActivity { Id = $"follow/{who}/{at.ToUnixTimeMilliseconds()}", At = at, Type = TouchpointType.Followed, Who = new() { Type = Who, Value = who } }
            : null;

    /// <summary>"Wed Oct 10 20:19:24 +0000 2018".</summary>
    private static DateTimeOffset? Spoken(string? text) =>
        DateTimeOffset.TryParseExact(text, "ddd MMM dd HH:mm:ss zzz yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at.ToUniversalTime() : null;
}
