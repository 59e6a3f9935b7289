using System.Globalization;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>Reads an event of the Events API: what somebody wrote to the bot, that it was mentioned, that somebody joined. Pure.</summary>
internal static class SlackEvents
{
    private static readonly IdentifierType Member = new("slack");

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static InboundReading Read(ReadOnlyMemory<byte> body)
    {
        using var json = WireJson.Parse(body);
        var call = json.RootElement;
        return call.Text("type") switch
        {
            "url_verification" when call.Text("challenge") is { Length: > 0 and <= 200 } challenge => InboundReading.Of() with { Answer = challenge },
            "event_callback" when call.Text("event_id") is { } id && call.Instant("event_time") is { } at => FactOf(id, at, call.Get("event")) is { } fact ? InboundReading.Of(fact) : InboundReading.Of(),
            null => InboundReading.Refused(InboundRefusal.Malformed),
            _ => InboundReading.Of(),
        };
    }

    private static InboundFact? FactOf(string id, DateTimeOffset at, JsonElement happened)
    {
        if (happened.Text("user") is not { Length: > 0 } user || happened.Get("bot_id").ValueKind == JsonValueKind.String)
        {
            return null;
        }

        return happened.Text("type") switch
        {
            "message" when happened.Text("channel_type") == "im" && happened.Text("subtype") is null or "file_share" => new InboundText
            {
                Id = id,
                At = at,
                From = user,
                Text = happened.Text("text") is { Length: > 0 } text ? Plain(text) : "[file]",
                InReplyTo = happened.Text("thread_ts"),
            },
            "app_mention" => Activity(id, at, TouchpointType.Mentioned, user),
            "member_joined_channel" => Activity(id, at, TouchpointType.Followed, user),
            _ => null,
        };
    }

    private static InboundActivity Activity(string id, DateTimeOffset at, TouchpointType type, string user) => new() { Id = id, At = at, Type = type, Who = new() { Type = Member, Value = user } };

    private static string Plain(string text) => text.Replace("&lt;", "<", true, CultureInfo.InvariantCulture).Replace("&gt;", ">", true, CultureInfo.InvariantCulture).Replace("&amp;", "&", true, CultureInfo.InvariantCulture);
}
