namespace OmniChannel;

/// <summary>What a customer did, as evidence for personas and channels: signs counted by day, where the customer came from, answers to surveys. Knows no persona, so that personas may change. Version 1.</summary>
internal sealed record CustomerBehaviour
{
    public static CustomerBehaviour None { get; } = new() { Signals = [] };

    /// <summary>In the order of their keys.</summary>
    public required SignalTally[] Signals { get; init; }

    /// <summary>Where the customer came from first; null when never said.</summary>
    public AcquisitionTouch? First { get; init; }

    /// <summary>Where the customer came from last.</summary>
    public AcquisitionTouch? Last { get; init; }

    /// <summary>The last answer to each question, in the order of their keys; null for none.</summary>
    public SurveyAnswerRow[]? Answers { get; init; }

    /// <summary>What the answers say by the host's own facts; null for nothing.</summary>
    public FactSet? Facts { get; init; }
}

/// <summary>That a customer came from somewhere.</summary>
internal sealed record AcquisitionTouch
{
    public required DateTimeOffset At { get; init; }

    public required AcquisitionSource Source { get; init; }
}

/// <summary>What a customer answered to one question last.</summary>
internal sealed record SurveyAnswerRow
{
    /// <summary>Survey and question, with a line feed between them.</summary>
    public required string Question { get; init; }

    /// <summary>The options' names, or what was said, one on each line.</summary>
    public required string Said { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What it says by the host's own facts; null for nothing.</summary>
    public FactSet? Facts { get; init; }

    /// <summary>Whether a machine gave it; null for a person. What a person says outranks it, whenever that was.</summary>
    public bool? ByMachine { get; init; }

    /// <summary>The name that the reply came with; null for none.</summary>
    public string? Reply { get; init; }
}
