namespace OmniChannel;

/// <summary>What every account at an e-mail provider with an API is told: who writes, and where answers go.</summary>
public abstract class EmailApiOptions : HttpAccountOptions
{
    private protected EmailApiOptions()
    {
    }

    /// <summary>The address that mail comes from, verified at the provider: "shop@example.com". Required.</summary>
    public string From { get; set; } = "";

    /// <summary>The name shown with <see cref="From"/>; null for none.</summary>
    public string? FromName { get; set; }

    /// <summary>Where answers go; null for <see cref="From"/>.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>A mailbox to which people without a browser may write to unsubscribe, added to List-Unsubscribe beside the link; somebody has to read it. Null for none.</summary>
    public string? UnsubscribeMailbox { get; set; }
}
