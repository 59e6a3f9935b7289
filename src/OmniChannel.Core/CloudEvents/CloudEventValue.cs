using System.Globalization;

namespace OmniChannel;

/// <summary>The value of an extension attribute. JSON has three kinds of them; the other types of the specification (binary, URI, timestamp) are texts. <c>default</c> is the empty text.</summary>
public readonly record struct CloudEventValue
{
    private readonly string? _text;

    /// <summary>A text.</summary>
    public CloudEventValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (_text, Kind) = (text, CloudEventValueKind.Text);
    }

    /// <summary>True or false.</summary>
    public CloudEventValue(bool flag) => (_text, Kind) = (flag ? "true" : "false", CloudEventValueKind.Flag);

    /// <summary>A whole number of 32 bits.</summary>
    public CloudEventValue(int number) => (_text, Kind) = (number.ToString(CultureInfo.InvariantCulture), CloudEventValueKind.Number);

    /// <summary>What it is in JSON.</summary>
    public CloudEventValueKind Kind { get; }

    /// <summary>Its canonical text (specification 1.0.2, type system): "true", "-7", the text itself.</summary>
    public string Text => _text ?? "";

    /// <inheritdoc/>
    public override string ToString() => Text;
}
