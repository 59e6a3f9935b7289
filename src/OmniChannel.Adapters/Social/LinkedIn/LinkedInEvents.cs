using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Social;

/// <summary>Reads LinkedIn's notifications of what people do with a company's page: comments and mentions. Pure.</summary>
internal sealed class LinkedInEvents(string author)
{
    private static readonly IdentifierType Who = new("linkedin");

    /// <exception cref="JsonException">It is no JSON.</exception>
    public InboundReading Read(ReadOnlyMemory<byte> body)
    {
        using var json = WireJson.Parse(body);
        return json.RootElement.Text("type") == "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS"
            ? InboundReading.Of([.. json.RootElement.Get("notifications").Items().Select(Said).OfType<InboundFact>()])
            : json.RootElement.ValueKind == JsonValueKind.Object ? InboundReading.Of()
            : InboundReading.Refused(InboundRefusal.Malformed);
    }

    /// <summary>A like, a share without words of its own, a change of a comment and what the page's own people write are nothing here; nor is what says nothing of who did it.</summary>
    private InboundActivity? Said(JsonElement notification)
    {
        var did = notification.Get("decoratedGeneratedActivity");
        var (kind, who) = notification.Text("action") switch
        {
            "COMMENT" => ("comment", did.Get("comment").Text("owner")),
            "SHARE_MENTION" => ("mention", did.Get("share").Text("owner")),
            _ => (null, null),
        };
        return kind is null || string.IsNullOrEmpty(who) || who == author || notification.Text("organizationalEntity") != author
            || notification.Text("notificationId") is not { Length: > 0 } id || notification.Milliseconds("lastModifiedAt") is not { } at
            ? null
            : new InboundActivity { Id = id, At = at, Type = TouchpointType.Mentioned, Who = new() { Type = Who, Value = who }, Data = new Dictionary<string, string> { ["kind"] = kind } };
    }
}
