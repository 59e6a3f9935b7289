namespace OmniChannel;

/// <summary>An instance cannot start as it is configured. Holds every problem at once, each with what to do.</summary>
public sealed class OmniChannelStartException : Exception
{
    /// <summary>Lists the problems.</summary>
    /// <param name="problems">At least one: what was found, what was expected, what to do.</param>
    /// <exception cref="ArgumentException">There is no problem.</exception>
    public OmniChannelStartException(IReadOnlyList<string> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>Every problem: what was found, what was expected, what to do.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string Describe(IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return problems.Count switch
        {
            0 => throw new ArgumentException("A start that fails has at least one problem.", nameof(problems)),
            1 => "OmniChannel cannot start: " + problems[0],
            _ => $"OmniChannel cannot start, for {problems.Count} reasons:{string.Concat(problems.Select(problem => "\n- " + problem))}",
        };
    }
}
