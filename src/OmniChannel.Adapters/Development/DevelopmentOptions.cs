namespace OmniChannel;

/// <summary>The development channel: what would be sent is written to a folder and shown on the console, and nobody gets anything. Checked when the host starts, all problems together; not to be changed afterwards.</summary>
public sealed class DevelopmentOptions
{
    /// <summary>The folder that files are written to, made when the first one is; relative to the current directory.</summary>
    /// <value>"omnichannel-sent".</value>
    public string Folder { get; set; } = "omnichannel-sent";

    /// <summary>Whether each message is shown on the console too.</summary>
    /// <value>True.</value>
    public bool Console { get; set; } = true;

    /// <summary>The names of the channels it stands in for, such as "email" and "live-chat".</summary>
    /// <value>Empty: every channel that messages can be sent on and that has no adapter of its own.</value>
    public IList<string> Channels { get; } = [];

    /// <summary>The address that e-mail files come from.</summary>
    /// <value>"shop@example.com".</value>
    public string From { get; set; } = "shop@example.com";
}
