namespace OmniChannel;

/// <summary>Whether a text has the form of a telephone number.</summary>
public readonly record struct PhoneNumberCheck
{
    private PhoneNumberCheck(PhoneNumber number, string? problem)
    {
        Number = number;
        Problem = problem;
    }

    /// <summary>Whether it has.</summary>
    public bool IsValid => Number != default;

    /// <summary>The number; <c>default</c> when the text is not one.</summary>
    public PhoneNumber Number { get; }

    /// <summary>What is wrong and what was expected, without repeating the number; null when nothing is.</summary>
    public string? Problem { get; }

    internal static PhoneNumberCheck Valid(PhoneNumber number) => new(number, null);

    internal static PhoneNumberCheck Invalid(string problem) => new(default, problem);
}
