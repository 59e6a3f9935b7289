namespace OmniChannel;

/// <summary>What became of a one-click way out.</summary>
public enum UnsubscribeResult
{
    /// <summary>Done, or done before: answer 200.</summary>
    Unsubscribed = 200,

    /// <summary>The body does not say <c>List-Unsubscribe=One-Click</c>: answer 400.</summary>
    NotOneClick = 400,

    /// <summary>No such token: answer 404.</summary>
    UnknownToken = 404,
}
