using System.Globalization;

namespace OmniChannel;

/// <summary>What a reason for a persona rests on.</summary>
public enum PersonaReasonKind
{
    /// <summary>The host named the persona in the profile.</summary>
    Named,

    /// <summary>The persona's rule.</summary>
    Rule,

    /// <summary>Age, country, language.</summary>
    Demographics,

    /// <summary>What the customer did, and what became of messages.</summary>
    Behaviour,

    /// <summary>An answer to a survey.</summary>
    Answer,

    /// <summary>What the customer says of a topic.</summary>
    Liking,
}

/// <summary>One thing that speaks for a persona, or against it.</summary>
public sealed record PersonaReason
{
    /// <summary>What it rests on.</summary>
    public required PersonaReasonKind Kind { get; init; }

    /// <summary>What it is, in words.</summary>
    public required string What { get; init; }

    /// <summary>What each occurrence is worth before trust and age, in points.</summary>
    public required int Points { get; init; }

    /// <summary>How often it occurred.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How far it is trusted, in thousandths.</summary>
    public int Trust { get; init; } = 1000;

    /// <summary>How many days ago it occurred last; null for what has no age.</summary>
    public int? DaysAgo { get; init; }

    /// <summary>What it is worth altogether, in thousandths of points.</summary>
    public required long Worth { get; init; }

    /// <summary>"site.visited on website, 3 times, last 2 days ago, trusted 100 %: +28.4".</summary>
    public override string ToString()
    {
        var times = Times > 1 ? $", {Times} times" : "";
        var age = DaysAgo is { } days ? $", {(Times > 1 ? "last " : "")}{(days == 0 ? "today" : days == 1 ? "a day ago" : $"{days} days ago")}" : "";
        var trust = Trust == 1000 ? "" : string.Create(CultureInfo.InvariantCulture, $", trusted {Trust / 10m:0.#} %");
        return string.Create(CultureInfo.InvariantCulture, $"{What}{times}{age}{trust}: {Worth / 1000m:+0.0;-0.0;0}");
    }
}
