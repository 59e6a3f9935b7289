using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>Follows HTML as far as needed to know in which spot a value would stand. One pass; a browser may read more leniently, never more strictly.</summary>
internal sealed class HtmlSpot
{
    private static readonly FrozenSet<string> RawElements =
        new[] { "script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext", "template", "svg", "math" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> AddressAttributes =
        new[] { "href", "src", "action", "formaction", "poster", "background", "cite", "data", "longdesc", "xlink:href", "manifest", "ping" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> RefusedAttributes =
        new[] { "style", "srcset", "srcdoc", "imagesrcset", "http-equiv", "content" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private Spot spot = Spot.Text;
    private string element = "";
    private string attribute = "";
    private string name = "";
    private bool valueBegun;
    private int dashes;

    private enum Spot
    {
        Text,
        Raw,
        AfterAngle,
        TagName,
        InTag,
        AttributeName,
        AfterAttributeName,
        BeforeValue,
        DoubleQuoted,
        SingleQuoted,
        Unquoted,
        Declaration,
        Comment,
    }

    /// <summary>Whether the text read so far stops inside a tag or comment.</summary>
    internal bool IsInsideTag => spot is not (Spot.Text or Spot.Raw);

    /// <summary>The spot in words, for a complaint.</summary>
    internal string Name => spot switch
    {
        Spot.Raw => $"inside <{element}>",
        Spot.Unquoted or Spot.BeforeValue => $"in the attribute '{attribute}' without quotes",
        Spot.DoubleQuoted or Spot.SingleQuoted => $"in the attribute '{attribute}'",
        _ => "inside a tag",
    };

    /// <summary>Says how a value is escaped at this spot, and goes on behind it; null when no escaping makes it safe.</summary>
    internal Escape? TakeValue()
    {
        switch (spot)
        {
            case Spot.Text or Spot.Comment:
                return Escape.Html;
            case Spot.DoubleQuoted or Spot.SingleQuoted when IsRefused(attribute):
                return null;
            case Spot.DoubleQuoted or Spot.SingleQuoted:
                var begins = !valueBegun;
                valueBegun = true;
                return !AddressAttributes.Contains(attribute) ? Escape.Html : begins ? Escape.HtmlAddress : Escape.AddressPiece;
            default:
                return null;
        }
    }

    /// <summary>Goes over literal HTML.</summary>
    internal void Read(string text)
    {
        var i = 0;
        while (i < text.Length)
        {
            i = Step(text, i);
        }
    }

    private static bool IsRefused(string attribute) =>
        RefusedAttributes.Contains(attribute) || attribute.StartsWith("on", StringComparison.OrdinalIgnoreCase);

    /// <summary>No name that matters is longer; the bound keeps the pass linear.</summary>
    private static string Longer(string name, char c) => name.Length < 64 ? name + c : name;

    private int Step(string text, int i)
    {
        var c = text[i];
        switch (spot)
        {
            case Spot.Text:
                var angle = text.IndexOf('<', i);
                spot = angle < 0 ? Spot.Text : Spot.AfterAngle;
                return angle < 0 ? text.Length : angle + 1;
            case Spot.Raw:
                return Raw(text, i);
            case Spot.AfterAngle:
                return AfterAngle(text, i);
            case Spot.TagName when !char.IsWhiteSpace(c) && c is not ('>' or '/'):
                name = Longer(name, c);
                return i + 1;
            case Spot.TagName:
                element = name;
                spot = Spot.InTag;
                return i;
            case Spot.InTag:
                InTag(c);
                return i + 1;
            case Spot.AttributeName when c is not ('=' or '>' or '/') && !char.IsWhiteSpace(c):
                attribute = Longer(attribute, c);
                return i + 1;
            case Spot.AttributeName:
                spot = Spot.AfterAttributeName;
                return i;
            case Spot.AfterAttributeName:
                spot = c == '=' ? Spot.BeforeValue : char.IsWhiteSpace(c) ? Spot.AfterAttributeName : Spot.InTag;
                return spot == Spot.InTag ? i : i + 1;
            case Spot.BeforeValue:
                return BeforeValue(c, i);
            case Spot.DoubleQuoted or Spot.SingleQuoted:
                return Quoted(text, i);
            case Spot.Unquoted:
                spot = c == '>' || char.IsWhiteSpace(c) ? Spot.InTag : Spot.Unquoted;
                return c == '>' ? i : i + 1;
            case Spot.Declaration:
                spot = c == '>' ? Spot.Text : Spot.Declaration;
                return i + 1;
            default:
                spot = c == '>' && dashes >= 2 ? Spot.Text : Spot.Comment;
                dashes = c == '-' ? dashes + 1 : 0;
                return i + 1;
        }
    }

    private int Raw(string text, int i)
    {
        var angle = text.IndexOf('<', i);
        if (angle < 0)
        {
            return text.Length;
        }

        var rest = text.AsSpan(angle + 1);
        if (rest.StartsWith("/" + element, StringComparison.OrdinalIgnoreCase)
            && (rest.Length == element.Length + 1 || rest[element.Length + 1] is '>' or '/' || char.IsWhiteSpace(rest[element.Length + 1])))
        {
            (spot, name) = (Spot.TagName, "");
        }

        return angle + 1;
    }

    private int AfterAngle(string text, int i)
    {
        var c = text[i];
        if (char.IsAsciiLetter(c) || c == '/')
        {
            (spot, name) = (Spot.TagName, c == '/' ? "/" : "");
            return c == '/' ? i + 1 : i;
        }

        if (text.AsSpan(i).StartsWith("!--"))
        {
            (spot, dashes) = (Spot.Comment, 2);
            return i + 3;
        }

        spot = c is '!' or '?' ? Spot.Declaration : Spot.Text;
        return spot == Spot.Text ? i : i + 1;
    }

    private void InTag(char c)
    {
        if (c == '>')
        {
            spot = RawElements.Contains(element) ? Spot.Raw : Spot.Text;
        }
        else if (c != '/' && !char.IsWhiteSpace(c))
        {
            (spot, attribute) = (Spot.AttributeName, c.ToString());
        }
    }

    private int BeforeValue(char c, int i)
    {
        if (char.IsWhiteSpace(c))
        {
            return i + 1;
        }

        valueBegun = false;
        spot = c switch { '"' => Spot.DoubleQuoted, '\'' => Spot.SingleQuoted, '>' => Spot.InTag, _ => Spot.Unquoted };
        return c is '"' or '\'' ? i + 1 : i;
    }

    private int Quoted(string text, int i)
    {
        var close = text.IndexOf(spot == Spot.DoubleQuoted ? '"' : '\'', i);
        var until = close < 0 ? text.Length : close;
        valueBegun |= !string.IsNullOrWhiteSpace(text[i..until]);
        spot = close < 0 ? spot : Spot.InTag;
        return close < 0 ? text.Length : close + 1;
    }
}
