using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>A "message" that a person wrote, or the "postback" of a button that a person tapped.</summary>
internal record struct MessengerWords
{
    public string? Id { get; private set; }

    public string? Text { get; private set; }

    public string? Title { get; private set; }

    /// <summary>What kind of thing came instead of words.</summary>
    public string? Attached { get; private set; }

    public string? ReplyTo { get; private set; }

    /// <summary>Whether it is an echo of the Page's own, or was taken back.</summary>
    public bool IsNothingNew { get; private set; }

    public static MessengerWords Read(ref WireReader json)
    {
        var words = default(MessengerWords);
        for (var isIn = json.Enter(); isIn && json.Next();)
        {
            if (json.Is("mid"u8))
            {
                words.Id = json.Text();
            }
            else if (json.Is("text"u8))
            {
                words.Text = json.Text();
            }
            else if (json.Is("title"u8))
            {
                words.Title = json.Text();
            }
            else if (json.Is("is_echo"u8) || json.Is("is_deleted"u8))
            {
                words.IsNothingNew |= json.IsTrue();
            }
            else if (json.Is("reply_to"u8))
            {
                words.ReplyTo = json.TextIn("mid"u8);
            }
            else if (json.Is("attachments"u8))
            {
                using var attached = json.Tree();
                words.Attached = attached.RootElement.At(0).Text("type");
            }
            else
            {
                json.Skip();
            }
        }

        return words;
    }
}
