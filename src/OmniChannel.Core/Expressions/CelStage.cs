namespace OmniChannel.Expressions;

/// <summary>The two stages in which an expression can be refused.</summary>
public enum CelStage
{
    /// <summary>The text is no expression.</summary>
    Syntax,

    /// <summary>The types do not fit, or a name is not declared.</summary>
    Types,
}
