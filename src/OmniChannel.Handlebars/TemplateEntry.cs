namespace OmniChannel;

/// <summary>A value within an item of a list.</summary>
/// <param name="Index">Which item.</param>
/// <param name="Path">The whole path.</param>
/// <param name="Start">Where, in the path, what is within the item begins; the path's length for the item itself.</param>
/// <param name="Value">The value.</param>
internal readonly record struct TemplateEntry(int Index, string Path, int Start, string Value)
{
    public ReadOnlySpan<char> Rest => Path.AsSpan(Start);

    public bool IsItem => Start == Path.Length;
}
