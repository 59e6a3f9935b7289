namespace OmniChannel.Expressions;

/// <summary>A part of an expression as it was written, macros included.</summary>
internal abstract class Expr
{
    private protected Expr(int offset, int deepest = -1)
    {
        Offset = offset;
        Height = deepest + 1;
    }

    /// <summary>Where a problem with this part is reported: an operator's sign, a call's name, else the start.</summary>
    public int Offset { get; }

    /// <summary>Levels of parts below this one; bounded by the parser, so that walks may recurse.</summary>
    public int Height { get; }

    private protected static int Deepest(params ReadOnlySpan<Expr?> parts)
    {
        var deepest = -1;
        foreach (var part in parts)
        {
            deepest = Math.Max(deepest, part?.Height ?? -1);
        }

        return deepest;
    }
}
