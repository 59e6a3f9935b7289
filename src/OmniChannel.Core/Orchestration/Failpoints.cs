namespace OmniChannel;

/// <summary>Named places between two steps, at which a test lets the process die or an exception fly. They do nothing in a host.</summary>
internal sealed class Failpoints(Action<string>? hook)
{
    public const string SendBeforeCommit = "send.before-commit";
    public const string SendAfterCommit = "send.after-commit";
    public const string DispatchClaimed = "dispatch.claimed";
    public const string AttemptBeforeCommit = "attempt.before-commit";
    public const string AttemptBeforeCall = "attempt.before-call";
    public const string AttemptAfterCall = "attempt.after-call";
    public const string OutcomeBeforeCommit = "outcome.before-commit";
    public const string OutcomeAfterCommit = "outcome.after-commit";
    public const string EraseBeforeCommit = "erase.before-commit";
    public const string RecordBeforeCommit = "record.before-commit";
    public const string StepBeforeCommit = "step.before-commit";
    public const string IdentityBeforeCommit = "identity.before-commit";

    public const string CartAppended = "cart.appended";
    public const string CartPut = "cart.put";
    public const string CartStockMoved = "cart.stock-moved";
    public const string CouponRedeemed = "coupon.redeemed";
    public const string CartBeforeCommit = "cart.before-commit";
    public const string CartAfterCommit = "cart.after-commit";

    /// <summary>Those of a command on a cart, in its order.</summary>
    public static IReadOnlyList<string> OfCarts { get; } = [CartAppended, CartPut, CartBeforeCommit, CartAfterCommit];

    /// <summary>Those that a message meets, in its order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SendBeforeCommit, SendAfterCommit, DispatchClaimed, AttemptBeforeCommit, AttemptBeforeCall,
        AttemptAfterCall, OutcomeBeforeCommit, OutcomeAfterCommit, RecordBeforeCommit,
    ];

    public void Hit(string name) => hook?.Invoke(name);
}
