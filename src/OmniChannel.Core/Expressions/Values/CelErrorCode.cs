namespace OmniChannel.Expressions;

/// <summary>The kinds of errors that evaluation has.</summary>
public enum CelErrorCode
{
    /// <summary>No overload of the function or operator takes these values (<c>no_matching_overload</c>).</summary>
    NoMatchingOverload,

    /// <summary>A map has no such key, or a value has no such field (<c>no_such_field</c>).</summary>
    NoSuchField,

    /// <summary>A variable has no value in this evaluation.</summary>
    NoSuchVariable,

    /// <summary>The function is not declared.</summary>
    NoSuchFunction,

    /// <summary>The result does not fit its type.</summary>
    Overflow,

    /// <summary>Division or remainder by zero.</summary>
    DivisionByZero,

    /// <summary>A position outside a list or a text.</summary>
    OutOfRange,

    /// <summary>A value that a function or a conversion cannot take, for example text that is no number.</summary>
    InvalidArgument,

    /// <summary>A map with the same key twice, or with a key of a kind that no map has.</summary>
    InvalidKey,

    /// <summary>A step, size or depth limit was reached. This error is never absorbed.</summary>
    LimitExceeded,
}
