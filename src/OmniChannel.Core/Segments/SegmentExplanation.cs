using System.Text;

namespace OmniChannel;

/// <summary>Why a customer belongs to a segment or an audience, or why not: every part of its condition with its answer. Immutable.</summary>
public sealed record SegmentExplanation
{
    /// <summary>Who.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>What was asked: the segment's name for people, or the audience's.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the customer belongs to it.</summary>
    public required bool IsMember { get; init; }

    /// <summary>The parts of its condition, the whole first; of a segment that is asked, its own parts follow, one level deeper.</summary>
    public required IReadOnlyList<SegmentPart> Parts { get; init; }

    /// <summary>In words, a line for each part.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Customer} {(IsMember ? "belongs" : "does not belong")} to '{Name}':");
        foreach (var part in Parts)
        {
            text.Append('\n').Append(' ', 2 * (part.Depth + 1)).Append(part);
        }

        return text.ToString();
    }
}

/// <summary>One part of a condition, and its answer.</summary>
public sealed record SegmentPart
{
    /// <summary>How deep it stands in the whole, from 0.</summary>
    public required int Depth { get; init; }

    /// <summary>The part as it is written, or "all of", "one of", "not" for one that joins the deeper ones that follow.</summary>
    public required string Text { get; init; }

    /// <summary>Its answer.</summary>
    public required SegmentAnswer Answer { get; init; }

    /// <summary>What was found, such as "customer.age is 34" or "customer.age is not known"; null for a part that asks no fact by itself.</summary>
    public string? Found { get; init; }

    /// <summary>In words.</summary>
    public override string ToString() => $"{Text}: {Answer switch { SegmentAnswer.True => "true", SegmentAnswer.False => "false", _ => "missing" }}{(Found is null ? "" : $" ({Found})")}";
}

/// <summary>The three answers to a part of a condition. The numbers are never stored.</summary>
public enum SegmentAnswer
{
    /// <summary>It is not so.</summary>
    False,

    /// <summary>It is so.</summary>
    True,

    /// <summary>A fact that it rests on is not known, is not what it declares, or is money of another currency.</summary>
    Missing,
}
