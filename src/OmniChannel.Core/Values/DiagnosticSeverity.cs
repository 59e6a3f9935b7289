namespace OmniChannel;

/// <summary>How grave a finding is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Accepted, and probably not what was meant.</summary>
    Warning,

    /// <summary>Not accepted.</summary>
    Error,
}
