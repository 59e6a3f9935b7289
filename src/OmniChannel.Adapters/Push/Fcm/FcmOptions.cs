namespace OmniChannel;

/// <summary>One project at Firebase Cloud Messaging that notifies apps, by its HTTP v1 API.</summary>
public sealed class FcmOptions : HttpAccountOptions
{
    /// <summary>The channel that the account serves. One provider for each: a token of one says nothing to another.</summary>
    /// <value>"push".</value>
    public string Channel { get; set; } = "push";

    /// <summary>The service account's key file as Google gives it: the JSON itself, not its path. A secret. Required.</summary>
    public string ServiceAccount { get; set; } = "";

    /// <summary>The project to send by; null for the one that the key file names.</summary>
    public string? ProjectId { get; set; }
}
