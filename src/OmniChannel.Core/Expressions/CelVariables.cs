namespace OmniChannel.Expressions;

/// <summary>
/// Where an evaluation takes the values of variables from. A host derives from this to read its own state without copying it;
/// <see cref="CelBindings"/> is a dictionary. It must give the same answers throughout one evaluation.
/// </summary>
public abstract class CelVariables
{
    /// <summary>No variable has a value.</summary>
    public static CelVariables None { get; } = new CelBindings();

    /// <summary>The value of a variable.</summary>
    /// <param name="variable">One of the environment's variables.</param>
    /// <param name="value">The value. It is not checked against the declared type: a wrong one is an error where it is used.</param>
    /// <returns>False when the variable has no value: reading it is an error, <c>has()</c> of it is false.</returns>
    public abstract bool TryGet(CelVariable variable, out CelValue value);
}
