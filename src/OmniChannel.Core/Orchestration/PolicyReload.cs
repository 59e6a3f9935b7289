namespace OmniChannel;

/// <summary>What became of a new policy that was pushed, or found in a file.</summary>
public sealed record PolicyReload
{
    /// <summary>Whether it decides from now on. A policy that is the same as the one in force is not swapped, and counts as accepted.</summary>
    public bool IsAccepted => Problem is null;

    /// <summary>Whether another policy decides than before.</summary>
    public required bool IsSwapped { get; init; }

    /// <summary>The hash of the policy that decides from now on.</summary>
    public required string Hash { get; init; }

    /// <summary>Why the new one was refused, in a sentence; null when it was accepted.</summary>
    public string? Problem { get; init; }

    /// <summary>What was found in it, in the order of the file; errors refuse it.</summary>
    public IReadOnlyList<PolicyDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>In one line.</summary>
    public override string ToString() => Problem ?? (IsSwapped ? $"{Hash} decides from now on" : $"{Hash} goes on");
}
