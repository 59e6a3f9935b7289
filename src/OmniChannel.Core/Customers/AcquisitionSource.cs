namespace OmniChannel;

/// <summary>Where a customer came from, as a landing address and its referrer say: UTM parameters, the click id of an ad network, the referring site. What is not said is null.</summary>
public sealed record AcquisitionSource
{
    /// <summary>The ad network that marked the click, such as "google-ads", "microsoft-ads", "meta", "tiktok-ads"; null when no click id was there.</summary>
    public string? Network { get; init; }

    /// <summary>The parameter that carried the click id, such as "gclid"; null for none.</summary>
    public string? ClickIdName { get; init; }

    /// <summary>The click id itself, for reporting a purchase back to the network; null for none. Personal: never logged.</summary>
    public string? ClickId { get; init; }

    /// <summary>utm_source in lower case, or what the click id or the referrer stands for: "google", "newsletter", "blog.example".</summary>
    public string? Source { get; init; }

    /// <summary>utm_medium in lower case, or what follows from click id or referrer: "cpc", "organic", "social", "referral".</summary>
    public string? Medium { get; init; }

    /// <summary>utm_campaign.</summary>
    public string? Campaign { get; init; }

    /// <summary>utm_term: what was searched for.</summary>
    public string? Term { get; init; }

    /// <summary>utm_content: which ad or link.</summary>
    public string? Content { get; init; }

    /// <summary>The host of the page that led here, in lower case and without "www."; null for none, and for pages of the landing site itself.</summary>
    public string? Referrer { get; init; }

    /// <summary>The channel that it most likely was; null when it cannot be told.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Reads where somebody came from. Pure; never throws for what it is given.</summary>
    /// <param name="landing">The address that was opened: absolute, or a path, with its query. At most 4,000 characters; null for not known.</param>
    /// <param name="referrer">The page that led there, absolute; at most 4,000 characters; null or empty for none.</param>
    /// <returns>The source, null where the visit was direct, or what is wrong.</returns>
    public static AcquisitionReadResult Read(string? landing, string? referrer) => AcquisitionReader.Read(landing, referrer);

    /// <summary>What is known of it, without the click id.</summary>
    public override string ToString() =>
        string.Join(", ", new[] { Network, Source is null ? null : $"source {Source}", Medium is null ? null : $"medium {Medium}", Campaign is null ? null : $"campaign {Campaign}", Referrer is null ? null : $"from {Referrer}" }.OfType<string>());
}
