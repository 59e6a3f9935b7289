namespace OmniChannel;

/// <summary>How several messages of a campaign to one person become one. Messages of one purpose and one <see cref="Message.DigestKey"/> are collected from the first on; one alone is sent as itself.</summary>
/// <remarks>Critical messages, those with a <c>NotBefore</c> or a <c>SupersedeKey</c> of their own and those that expire before the digest is due are never collected.</remarks>
public sealed record Digest
{
    /// <summary>How long to collect from the first message on, more than zero, at most 30 days; null where <see cref="At"/> says when.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>The times of day, where the customer is, at which what was collected goes out; null where <see cref="Window"/> says how long. A time that a clock change skips counts as an hour later. Of a customer whose country alone is known and has several zones, it is the zone in which each time comes last.</summary>
    public IReadOnlyList<TimeOnly>? At { get; init; }

    /// <summary>How many messages at most; the last one sends the digest at once, and the next begins another. 2 to 200; null for 50.</summary>
    public int? Max { get; init; }

    /// <summary>The form on each channel of two messages or more; one for every channel of the campaign. <c>{{#each items}}…{{/each}}</c> repeats what it encloses for every message, in which <c>{{item.…}}</c> is the message's own data; <c>{{items.count}}</c> says how many.</summary>
    public required IReadOnlyList<Variant> Variants { get; init; }
}
