namespace OmniChannel;

/// <summary>Why a template does not render.</summary>
public enum RenderProblemCode
{
    /// <summary>The template names a path for which there is no value.</summary>
    UnknownPath,

    /// <summary>Braces that do not make a <c>{{path}}</c>, or HTML that ends inside a tag.</summary>
    Malformed,

    /// <summary>The template has a control character other than line feed, carriage return and tab; a subject or button has a line break.</summary>
    ControlCharacter,

    /// <summary>The template, or what becomes of it, is longer than the bound.</summary>
    TooLong,

    /// <summary>A value would stand where no escaping makes it safe: a script, a style, an attribute without quotes.</summary>
    UnsafePlace,

    /// <summary>What should be an address is not an absolute https one.</summary>
    NotAnAddress,

    /// <summary>The template needs more than it may: it nests too deep, its partials never end, it takes too long.</summary>
    TooMuch,

    /// <summary>The template engine is not registered with the instance.</summary>
    UnknownEngine,

    /// <summary>The variant was drafted by a text generator, and nobody approved it as it is.</summary>
    NotApproved,

    /// <summary>A line that the brand's voice requires is missing.</summary>
    LegalLineMissing,
}
