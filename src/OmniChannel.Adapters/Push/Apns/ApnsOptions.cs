namespace OmniChannel;

/// <summary>One app that is notified by the Apple Push Notification service, with provider tokens.</summary>
public sealed class ApnsOptions : HttpAccountOptions
{
    /// <summary>The channel that the account serves. One provider for each: a token of one says nothing to another.</summary>
    /// <value>"push".</value>
    public string Channel { get; set; } = "push";

    /// <summary>The app: its bundle identifier. Required.</summary>
    public string Topic { get; set; } = "";

    /// <summary>The team of the developer account: ten letters and digits. Required.</summary>
    public string TeamId { get; set; } = "";

    /// <summary>The identifier of <see cref="PrivateKey"/>: ten letters and digits. Required.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>The signing key: the content of the .p8 file that Apple gives, in PEM. A secret. Required.</summary>
    public string PrivateKey { get; set; } = "";

    /// <summary>Whether tokens come from builds of developers: then Apple's sandbox is called. Tokens of one environment are none in the other.</summary>
    /// <value>False.</value>
    public bool UseSandbox { get; set; }

    /// <summary>The sound, by its name in the app; null for none.</summary>
    /// <value>"default".</value>
    public string? Sound { get; set; } = "default";
}
