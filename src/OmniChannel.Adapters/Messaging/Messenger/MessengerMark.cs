using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>What arrived or was read: messages by their names, or all up to an instant.</summary>
internal record struct MessengerMark
{
    /// <summary>The one message that was read; null where none is named.</summary>
    public string? Id { get; private set; }

    /// <summary>The messages that arrived; null where none are named.</summary>
    public List<string>? Ids { get; private set; }

    /// <summary>Until when all did.</summary>
    public DateTimeOffset? Until { get; private set; }

    public static MessengerMark Read(ref WireReader json)
    {
        var mark = default(MessengerMark);
        for (var isIn = json.Enter(); isIn && json.Next();)
        {
            if (json.Is("mid"u8))
            {
                mark.Id = json.Text();
            }
            else if (json.Is("mids"u8))
            {
                mark.Ids = json.Texts();
            }
            else if (json.Is("watermark"u8))
            {
                mark.Until = json.Milliseconds();
            }
            else
            {
                json.Skip();
            }
        }

        return mark;
    }
}
