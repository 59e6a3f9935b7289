namespace OmniChannel;

/// <summary>What a customer says of a channel or a topic. It outranks what the persona declares.</summary>
public enum Liking
{
    /// <summary>The customer would rather not.</summary>
    Dislike = -1,

    /// <summary>Nothing was said.</summary>
    Neutral = 0,

    /// <summary>The customer likes it.</summary>
    Like = 1,
}
