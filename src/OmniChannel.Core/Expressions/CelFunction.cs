namespace OmniChannel.Expressions;

/// <summary>
/// What a function does. Pure: the same arguments give the same answer, nothing else is read or changed, and it does not throw.
/// What goes wrong is returned by <see cref="CelValue.Error(CelError)"/>. Safe to call on many threads.
/// </summary>
/// <param name="arguments">The arguments, of the declared kinds; first the target of a member. Valid only during the call.</param>
/// <param name="budget">What is left of the limits; to be asked before work or memory that grows with the arguments.</param>
public delegate CelValue CelFunction(ReadOnlySpan<CelValue> arguments, ref CelBudget budget);
