namespace OmniChannel;

/// <summary>One account on Bluesky, or on another server of the AT Protocol (<see cref="HttpAccountOptions.BaseAddress"/>).</summary>
public sealed class BlueskyOptions : HttpAccountOptions
{
    /// <summary>The account's own handle, "shop.example": it signs in, and is the only address that is sent to. Required.</summary>
    public string Handle { get; set; } = "";

    /// <summary>An app password, four times four characters. A secret. Required.</summary>
    public string AppPassword { get; set; } = "";

    /// <summary>The languages of posts (BCP 47), at most three; none to leave it open.</summary>
    public IList<string> Languages { get; } = [];
}
