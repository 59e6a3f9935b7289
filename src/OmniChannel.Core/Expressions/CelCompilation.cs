using System.Diagnostics.CodeAnalysis;

namespace OmniChannel.Expressions;

/// <summary>A program, or the problems why there is none. Immutable.</summary>
public sealed class CelCompilation
{
    internal CelCompilation(CelProgram program)
    {
        Program = program;
        Problems = [];
    }

    internal CelCompilation(IReadOnlyList<CelProblem> problems) => Problems = problems;

    /// <summary>The program; null when there are problems.</summary>
    public CelProgram? Program { get; }

    /// <summary>What is wrong, in the order in which it was noticed; of the syntax only the first problem, of the types at most 20.</summary>
    public IReadOnlyList<CelProblem> Problems { get; }

    /// <summary>Whether there is a program.</summary>
    [MemberNotNullWhen(true, nameof(Program))]
    public bool Succeeded => Program is not null;
}
