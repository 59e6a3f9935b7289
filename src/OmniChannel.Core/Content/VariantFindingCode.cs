namespace OmniChannel;

/// <summary>Where a variant does not fit its channel.</summary>
public enum VariantFindingCode
{
    /// <summary>A template cannot be rendered, whatever the values are.</summary>
    TemplateInvalid,

    /// <summary>Nothing can be sent on the channel: touchpoints only arrive from it.</summary>
    ChannelIsInbound,

    /// <summary>There is no text.</summary>
    TextMissing,

    /// <summary>The text is longer than the channel takes, on its own or beside an image or buttons.</summary>
    TextTooLong,

    /// <summary>The channel has no subject or title.</summary>
    SubjectNotShown,

    /// <summary>The subject is longer than the channel takes.</summary>
    SubjectTooLong,

    /// <summary>The channel does not show HTML.</summary>
    HtmlNotShown,

    /// <summary>No link works on the channel.</summary>
    LinkNotAllowed,

    /// <summary>The channel shows no images.</summary>
    ImageNotShown,

    /// <summary>There are more buttons than the channel takes.</summary>
    TooManyButtons,

    /// <summary>The label of a button is longer than the channel takes.</summary>
    ButtonTooLong,

    /// <summary>The channel does not take this form of content.</summary>
    FormatNotTaken,

    /// <summary>The channel does not read this markup.</summary>
    MarkupNotShown,

    /// <summary>The image is larger than the channel takes.</summary>
    ImageTooLarge,
}
