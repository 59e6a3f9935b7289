using System.Text;
using HandlebarsDotNet;

namespace OmniChannel;

/// <summary>Escapes values for the place at which they stand, as Core's own templates do.</summary>
internal sealed class PlaceEncoder(ContentPlace place) : ITextEncoder
{
    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString() ?? "", target);

    public void Encode(string? text, TextWriter target)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        if (target is BoundedWriter bounded)
        {
            bounded.WriteEscaped(text, place);
        }
        else
        {
            target.Write(ContentEscape.Value(text, place));
        }
    }

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var all = new StringBuilder();
        while (text?.MoveNext() == true)
        {
            all.Append(text.Current);
        }

        Encode(all.ToString(), target);
    }
}
