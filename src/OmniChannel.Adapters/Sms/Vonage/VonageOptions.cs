namespace OmniChannel;

/// <summary>One account at Vonage that sends text messages by its SMS API.</summary>
public sealed class VonageOptions : HttpAccountOptions
{
    /// <summary>The account's key: eight characters. Required.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The account's secret. Required.</summary>
    public string ApiSecret { get; set; } = "";

    /// <summary>The signature secrets that prove what Vonage calls about; put a new one beside the old. Set the account's signature method to SHA-256 HMAC. None when its calls are not listened to: then all are refused.</summary>
    public IList<string> SignatureSecrets { get; } = [];

    /// <summary>What is sent from: a number of yours, digits only, or a name of at most 11 letters and digits. Required.</summary>
    public string From { get; set; } = "";

    /// <summary>Where Vonage reports what became of messages, instead of the address in the account's settings: your endpoint of <c>Inbound.ReceiveAsync</c>, at most 100 characters. Null for the account's own.</summary>
    public Uri? Callback { get; set; }
}
