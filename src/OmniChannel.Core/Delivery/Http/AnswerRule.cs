namespace OmniChannel.Delivery;

/// <summary>One row of an <see cref="AnswerTable"/>: what some codes of a provider mean.</summary>
public sealed record AnswerRule
{
    /// <summary>The provider's codes, as <see cref="ProviderAnswer.Refused"/> reports them, compared without case; <c>"HTTP 404"</c> stands for a status whose answer has no code that the table knows.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>What they mean.</summary>
    public required AnswerMeaning Means { get; init; }

    /// <summary>Why, in our words, as a sentence for logs and health: no address, no secret, nothing of the provider's text.</summary>
    public required string Because { get; init; }
}
