namespace OmniChannel;

/// <summary>What keeps an event from being read. A host may branch on it.</summary>
public enum CloudEventProblemCode
{
    /// <summary>The text is no JSON from here on: what follows cannot be read.</summary>
    NotJson,

    /// <summary>The text, or one event, has more octets than are read.</summary>
    TooLarge,

    /// <summary>There are more events, or more extension attributes, than are read.</summary>
    TooMany,

    /// <summary>The data is nested deeper than is read.</summary>
    TooDeep,

    /// <summary>Something else was found than the format asks for: a list for an object, a number for a text.</summary>
    WrongType,

    /// <summary>The event is of another version of the specification.</summary>
    UnknownVersion,

    /// <summary>A required attribute is missing, null or empty.</summary>
    Missing,

    /// <summary>A member stands twice, or data stands in two members.</summary>
    Twice,

    /// <summary>A name is none that an attribute may have.</summary>
    BadName,

    /// <summary>A value breaks the rule of its attribute.</summary>
    BadValue,

    /// <summary>The event is one, but no touchpoint: it names nobody, or a part of it is out of a touchpoint's bounds.</summary>
    NoTouchpoint,
}
