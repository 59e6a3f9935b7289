namespace OmniChannel;

/// <summary>One account at Twilio that sends text messages.</summary>
public sealed class TwilioOptions : HttpAccountOptions
{
    /// <summary>The account's SID: "AC" and 32 hexadecimal digits. Required.</summary>
    public string AccountSid { get; set; } = "";

    /// <summary>The auth tokens: the first one sends, unless there is an <see cref="ApiKeySid"/>; each one verifies what Twilio calls about, so that a new one can be put beside the old. Secrets. At least one.</summary>
    public IList<string> AuthTokens { get; } = [];

    /// <summary>An API key to send by instead of the auth token: "SK" and 32 hexadecimal digits; null for none.</summary>
    public string? ApiKeySid { get; set; }

    /// <summary>The secret of <see cref="ApiKeySid"/>.</summary>
    public string? ApiKeySecret { get; set; }

    /// <summary>What is sent from: a number in E.164, a short code or an alphanumeric sender. This or <see cref="MessagingServiceSid"/> is required.</summary>
    public string? From { get; set; }

    /// <summary>The messaging service that picks the sender: "MG" and 32 hexadecimal digits.</summary>
    public string? MessagingServiceSid { get; set; }

    /// <summary>Where Twilio reports what became of messages: your endpoint of <c>Inbound.ReceiveAsync</c>. The delivery's name is added to its query. Null for no reports.</summary>
    public Uri? StatusCallback { get; set; }
}
