using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>Reads what Messenger and Instagram call about: what people write, what arrived and was read, comments and mentions. An app is called about all of its Pages and accounts: what is said of another is left out. Pure.</summary>
/// <param name="own">Whose entries are ours: the Page, or the Instagram account.</param>
/// <param name="isInstagram">Whether calls are about Instagram.</param>
/// <param name="isPosts">Whether direct messages are left to another account.</param>
internal sealed class MessengerEvents(string own, bool isInstagram, bool isPosts = false)
{
    private readonly IdentifierType _who = new(isInstagram ? "instagram" : "messenger");

    /// <exception cref="JsonException">It is no JSON.</exception>
    public InboundReading Read(ReadOnlyMemory<byte> body)
    {
        var json = new WireReader(body.Span);
        var isOurs = false;
        List<InboundFact> facts = [];
        for (var isIn = json.Enter(); isIn && json.Next();)
        {
            if (json.Is("object"u8))
            {
                isOurs = json.TextIs(isInstagram ? "instagram"u8 : "page"u8);
            }
            else if (json.Is("entry"u8))
            {
                facts.Clear();
                for (var isList = json.EnterArray(); isList && json.NextObject();)
                {
                    Entry(ref json, facts);
                }
            }
            else
            {
                json.Skip();
            }
        }

        json.End();
        return isOurs ? InboundReading.Of(facts) : InboundReading.Refused(InboundRefusal.Malformed);
    }

    /// <summary>Whose entry it is may stand behind what it says.</summary>
    private void Entry(ref WireReader json, List<InboundFact> facts)
    {
        var before = facts.Count;
        string? id = null;
        DateTimeOffset? at = null;
        JsonDocument? changes = null;
        while (json.Next())
        {
            if (json.Is("id"u8))
            {
                id = json.Text();
            }
            else if (json.Is("time"u8))
            {
                at = json.SecondsOrMilliseconds();
            }
            else if (json.Is("messaging"u8) && !isPosts)
            {
                for (var isList = json.EnterArray(); isList && json.NextObject();)
                {
                    MessengerHappening.Read(ref json).AddTo(facts);
                }
            }
            else if (json.Is("changes"u8))
            {
                changes?.Dispose();
                changes = json.Tree();
            }
            else
            {
                json.Skip();
            }
        }

        using (changes)
        {
            if (id != own)
            {
                facts.RemoveRange(before, facts.Count - before);
            }
            else if (changes is not null)
            {
                facts.AddRange(changes.RootElement.Items().Select(change => Change(change, at)).OfType<InboundFact>());
            }
        }
    }

    /// <summary>A comment below a post of ours, or a mention of us elsewhere.</summary>
    private InboundActivity? Change(JsonElement change, DateTimeOffset? time)
    {
        var value = change.Get("value");
        var kind = change.Text("field") switch
        {
            "feed" when value.Text("item") is "comment" && value.Text("verb") == "add" => "comment",
            "comments" or "live_comments" => "comment",
            "mention" or "mentions" => "mention",
            _ => null,
        };
        var id = value.Text("comment_id") ?? value.Text("id") ?? value.Text("media_id") ?? value.Text("post_id");
        var who = value.Get("from").Text("id");
        var at = value.Instant("created_time") ?? time;
        return kind is null || string.IsNullOrEmpty(id) || string.IsNullOrEmpty(who) || who == own || at is not { } when
            ? null
            : new InboundActivity { Id = $"{id}/{kind}", At = when, Type = TouchpointType.Mentioned, Who = new() { Type = _who, Value = who }, Data = new Dictionary<string, string> { ["kind"] = kind } };
    }
}
