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
        var json = new WireReader(body.Span);
        string? type = null, challenge = null, id = null;
        DateTimeOffset? at = null;
        var happened = default(Happened);
        for (var isIn = json.Enter(); isIn && json.Next();)
        {
            if (json.Is("type"u8))
            {
                type = json.Text();
            }
            else if (json.Is("event"u8))
            {
                happened = Happened.Read(ref json);
            }
            else if (json.Is("event_id"u8))
            {
                id = json.Text();
            }
            else if (json.Is("event_time"u8))
            {
                at = json.Instant();
            }
            else if (json.Is("challenge"u8))
            {
                challenge = json.Text();
            }
            else
            {
                json.Skip();
            }
        }

        json.End();
        return type switch
        {
            "url_verification" when challenge is { Length: > 0 and <= 200 } => InboundReading.Of() with { Answer = challenge },
            "event_callback" when id is not null && at is { } when => FactOf(id, when, happened) is { } fact ? InboundReading.Of(fact) : InboundReading.Of(),
            null => InboundReading.Refused(InboundRefusal.Malformed),
            _ => InboundReading.Of(),
        };
    }

    private static InboundFact? FactOf(string id, DateTimeOffset at, Happened happened)
    {
        if (happened.User is not { Length: > 0 } user || happened.IsBots)
        {
            return null;
        }

        return happened.Type switch
        {
            "message" when happened.ChannelType == "im" && happened.Subtype is null or "file_share" => new InboundText
            {
                Id = id,
                At = at,
                From = user,
                Text = happened.Text is { Length: > 0 } text ? Plain(text) : "[file]",
                InReplyTo = happened.Thread,
            },
            "app_mention" => Activity(id, at, TouchpointType.Mentioned, user),
            "member_joined_channel" => Activity(id, at, TouchpointType.Followed, user),
            _ => null,
        };
    }

    private static InboundActivity Activity(string id, DateTimeOffset at, TouchpointType type, string user) => new() { Id = id, At = at, Type = type, Who = new() { Type = Member, Value = user } };

    private static string Plain(string text) => !text.Contains('&', StringComparison.Ordinal) ? text : text.Replace("&lt;", "<", true, CultureInfo.InvariantCulture).Replace("&gt;", ">", true, CultureInfo.InvariantCulture).Replace("&amp;", "&", true, CultureInfo.InvariantCulture);

    /// <summary>What of the member "event" matters here.</summary>
    private record struct Happened
    {
        public string? Type { get; private set; }

        public string? User { get; private set; }

        public string? ChannelType { get; private set; }

        public string? Subtype { get; private set; }

        public string? Text { get; private set; }

        public string? Thread { get; private set; }

        public bool IsBots { get; private set; }

        public static Happened Read(ref WireReader json)
        {
            var happened = default(Happened);
            for (var isIn = json.Enter(); isIn && json.Next();)
            {
                if (json.Is("type"u8))
                {
                    happened.Type = json.Text();
                }
                else if (json.Is("user"u8))
                {
                    happened.User = json.Text();
                }
                else if (json.Is("text"u8))
                {
                    happened.Text = json.Text();
                }
                else if (json.Is("channel_type"u8))
                {
                    happened.ChannelType = json.Text();
                }
                else if (json.Is("subtype"u8))
                {
                    happened.Subtype = json.Text();
                }
                else if (json.Is("thread_ts"u8))
                {
                    happened.Thread = json.Text();
                }
                else if (json.Is("bot_id"u8))
                {
                    happened.IsBots = json.IsText();
                }
                else
                {
                    json.Skip();
                }
            }

            return happened;
        }
    }
}
