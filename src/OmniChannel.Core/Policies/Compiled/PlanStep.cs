namespace OmniChannel;

/// <summary>What one step of a program does: it writes register <see cref="PlanStep.Into"/>. The last one's register is the answer, 0 for no.</summary>
internal enum PlanCode : byte
{
    /// <summary>The number <see cref="PlanStep.Value"/>.</summary>
    Constant,

    /// <summary>The value of a field; an absent one reads as its smallest value less one.</summary>
    Field,

    /// <summary>1 or 0 for the test numbered <see cref="PlanStep.Left"/>.</summary>
    Test,
    Add,
    Subtract,
    Multiply,
    Less,
    Equal,
    And,
    Or,
    Not,
}

/// <summary>One step of a program over 64-bit numbers that wrap; at most <see cref="Registers"/> registers.</summary>
internal readonly record struct PlanStep(PlanCode Code, byte Into, int Left, int Right, long Value, PlanField? Source)
{
    public const int Registers = 16;
}
