namespace OmniChannel;

/// <summary>What became of the wish to take a message back.</summary>
public enum CancelResult
{
    /// <summary>It was taken back: it is not sent, and gave back its place under the caps and its money.</summary>
    Cancelled,

    /// <summary>It was sent, or is being sent, or may have been; or it had come to another end before. It does not go on to another channel any more.</summary>
    TooLate,

    /// <summary>There is no such message.</summary>
    Unknown,
}
