namespace OmniChannel;

/// <summary>What one step of a column program does with bits, one for each customer of a block, on a stack.</summary>
internal enum ColumnAct : byte
{
    /// <summary>Puts nobody on the stack.</summary>
    Nobody,

    /// <summary>Puts everybody on the stack.</summary>
    Everybody,

    /// <summary>Puts on the stack whose code lies in a range.</summary>
    Test,

    /// <summary>Takes from the top whose code does not lie in a range.</summary>
    AndTest,

    /// <summary>Adds to the top whose code lies in a range.</summary>
    OrTest,

    /// <summary>Puts on the stack who was selected before.</summary>
    Selected,

    /// <summary>Puts on the stack who was not selected before.</summary>
    NotSelected,

    /// <summary>Joins the two at the top by "and".</summary>
    And,

    /// <summary>Joins the two at the top by "or".</summary>
    Or,
}

/// <summary>One step: of a test its column, and the range as <c>code − Low ≤ Span</c>; of a selection its place in <see cref="ColumnProgram.Selections"/>.</summary>
internal readonly record struct ColumnStep(ColumnAct Act, int Place, uint Low, uint Span);

/// <summary>A condition over columns, as steps. Immutable.</summary>
/// <param name="Steps">In their order.</param>
/// <param name="Columns">The columns that they test.</param>
/// <param name="Selections">Who was selected before, in whole blocks: members of segments, and of whom a free expression is so.</param>
/// <param name="Depth">How high the stack grows.</param>
internal sealed record ColumnProgram(ColumnStep[] Steps, FactColumn[] Columns, ulong[][] Selections, int Depth);
