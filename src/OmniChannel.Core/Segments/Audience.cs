namespace OmniChannel;

/// <summary>Whom a campaign is for: customers of whom a condition over persona, stage, segments and facts is true, less those who are held out.</summary>
/// <example><c>new Audience { Name = "Spring", When = Facts.InSegment(Shop.BigSpenders) &amp; Facts.Stage == FunnelStage.Loyalty &amp; !Facts.InSegment(Shop.Lapsed) }</c></example>
public sealed record Audience
{
    /// <summary>Its name for people, at most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Who is in it: those of whom this is true. It may ask what a segment may, segments by <see cref="Facts.InSegment"/>, and frozen ones by <see cref="Facts.InFrozen"/>.</summary>
    public required Condition When { get; init; }

    /// <summary>What is to be said to it. Of marketing the customers of the policy's holdout are left out.</summary>
    /// <value><see cref="Purpose.Marketing"/>.</value>
    public Purpose Purpose { get; init; } = Purpose.Marketing;
}
