using System.Diagnostics.CodeAnalysis;

namespace OmniChannel;

/// <summary>What became of reading a recorded decision.</summary>
public sealed record DecisionRecordingReadResult
{
    internal DecisionRecordingReadResult(DecisionRecording? recording, IReadOnlyList<PolicyDiagnostic> diagnostics) => (Recording, Diagnostics) = (recording, diagnostics);

    /// <summary>Whether it could be read.</summary>
    [MemberNotNullWhen(true, nameof(Recording))]
    public bool IsRead => Recording is not null;

    /// <summary>The recording; null when something is wrong.</summary>
    public DecisionRecording? Recording { get; }

    /// <summary>Everything that is wrong, in the order of the text.</summary>
    public IReadOnlyList<PolicyDiagnostic> Diagnostics { get; }
}
