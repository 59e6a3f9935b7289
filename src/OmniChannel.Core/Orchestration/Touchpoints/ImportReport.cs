namespace OmniChannel;

/// <summary>What an import did.</summary>
public sealed record ImportReport
{
    /// <summary>What was done, the whole of it.</summary>
    public required ImportProgress Done { get; init; }

    /// <summary>What is wrong with lines that could not be read, the first hundred; <see cref="CloudEventProblem.Line"/> is the line of the file.</summary>
    public required IReadOnlyList<CloudEventProblem> Problems { get; init; }
}
