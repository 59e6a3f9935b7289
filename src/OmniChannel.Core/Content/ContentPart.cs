namespace OmniChannel;

/// <summary>The parts of which a variant and its rendered content are made.</summary>
public enum ContentPart
{
    /// <summary>The plain text.</summary>
    Text,

    /// <summary>The subject or title.</summary>
    Subject,

    /// <summary>The HTML.</summary>
    Html,

    /// <summary>Where a click leads.</summary>
    Link,

    /// <summary>The image.</summary>
    Image,

    /// <summary>The label of a button.</summary>
    Button,

    /// <summary>The form of content.</summary>
    Format,
}
