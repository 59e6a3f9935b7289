using System.Globalization;

namespace OmniChannel;

/// <summary>A place in a variant or its rendered content: the subject, the third button. <c>default</c> is the text.</summary>
public readonly record struct ContentPlace
{
    private ContentPlace(ContentPart part, int number)
    {
        Part = part;
        Number = number;
    }

    /// <summary>Which part it is.</summary>
    public ContentPart Part { get; }

    /// <summary>Which of the buttons, counted from 1; 0 for every other part.</summary>
    public int Number { get; }

    /// <summary>A part of which there is one.</summary>
    /// <exception cref="ArgumentException">The part is <see cref="ContentPart.Button"/>: use <see cref="Button"/>.</exception>
    public static ContentPlace Of(ContentPart part) => part == ContentPart.Button
        ? throw new ArgumentException("There are several buttons; say which one by ContentPlace.Button(1).", nameof(part))
        : new(part, 0);

    /// <summary>A button, counted from 1.</summary>
    public static ContentPlace Button(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return new(ContentPart.Button, number);
    }

    /// <summary>The place in words: "subject", "button 2".</summary>
    public override string ToString() => Part switch
    {
        ContentPart.Text => "text",
        ContentPart.Subject => "subject",
        ContentPart.Html => "html",
        ContentPart.Link => "link",
        ContentPart.Image => "image",
        ContentPart.Format => "format",
        _ => "button " + Number.ToString(CultureInfo.InvariantCulture),
    };
}
