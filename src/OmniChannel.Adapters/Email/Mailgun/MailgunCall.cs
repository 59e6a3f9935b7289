using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>The body of a call by Mailgun: what it is signed with, and what happened.</summary>
internal record struct MailgunCall
{
    public string? Timestamp { get; private set; }

    public string? Token { get; private set; }

    public string? Signature { get; private set; }

    public MailgunEvent Happened { get; private set; }

    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public static MailgunCall Read(ReadOnlySpan<byte> body)
    {
        var json = new WireReader(body);
        var call = default(MailgunCall);
        for (var isIn = json.Enter(); isIn && json.Next();)
        {
            if (json.Is("signature"u8))
            {
                call.ReadSignature(ref json);
            }
            else if (json.Is("event-data"u8))
            {
                call.Happened = MailgunEvent.Read(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        json.End();
        return call;
    }

    private void ReadSignature(ref WireReader json)
    {
        (Timestamp, Token, Signature) = (null, null, null);
        for (var isIn = json.Enter(); isIn && json.Next();)
        {
            if (json.Is("timestamp"u8))
            {
                Timestamp = json.Text();
            }
            else if (json.Is("token"u8))
            {
                Token = json.Text();
            }
            else if (json.Is("signature"u8))
            {
                Signature = json.Text();
            }
            else
            {
                json.Skip();
            }
        }
    }
}
