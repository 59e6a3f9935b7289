namespace OmniChannel.Delivery;

/// <summary>Whether an address has the form its channel needs.</summary>
public readonly record struct AddressCheck
{
    private AddressCheck(string? normalized, string? problem)
    {
        Normalized = normalized;
        Problem = problem;
    }

    /// <summary>Whether it can be used.</summary>
    public bool IsValid => Normalized is not null;

    /// <summary>The address as it will be used; null when it cannot be.</summary>
    public string? Normalized { get; }

    /// <summary>What is wrong and what was expected, without repeating the address; null when nothing is.</summary>
    public string? Problem { get; }

    /// <summary>It can be used, in this form; empty where presence is the address.</summary>
    public static AddressCheck Valid(string normalized)
    {
        ArgumentNullException.ThrowIfNull(normalized);
        return new(normalized, null);
    }

    /// <summary>It cannot be used, for this reason.</summary>
    public static AddressCheck Invalid(string problem)
    {
        ArgumentException.ThrowIfNullOrEmpty(problem);
        return new(null, problem);
    }
}
