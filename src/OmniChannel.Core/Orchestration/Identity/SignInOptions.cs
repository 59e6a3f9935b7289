using System.Data.Common;

namespace OmniChannel;

/// <summary>How a visitor signs in.</summary>
public sealed record SignInOptions
{
    /// <summary>What becomes of the visitor's cart where both have one.</summary>
    /// <value><see cref="CartMergePolicy.Higher"/>, for who browses; in a checkout <see cref="CartMergePolicy.GuestOnly"/>.</value>
    public CartMergePolicy CartPolicy { get; init; } = CartMergePolicy.Higher;

    /// <summary>The host's own open transaction; null for one of our own.</summary>
    public DbTransaction? Transaction { get; init; }
}
