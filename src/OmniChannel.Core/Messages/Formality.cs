namespace OmniChannel;

/// <summary>How a brand addresses its customers, in languages that tell the two apart.</summary>
public enum Formality
{
    /// <summary>Either way.</summary>
    Either,

    /// <summary>du, tu, tú, je.</summary>
    Informal,

    /// <summary>Sie, vous, usted, Lei, u.</summary>
    Formal,
}
