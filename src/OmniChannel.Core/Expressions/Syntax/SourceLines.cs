namespace OmniChannel.Expressions;

/// <summary>Where the lines of a text start, so that many places are found quickly.</summary>
internal sealed class SourceLines
{
    private readonly List<int> _starts = [0];

    public SourceLines(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n' || (text[at] == '\r' && (at + 1 >= text.Length || text[at + 1] != '\n')))
            {
                _starts.Add(at + 1);
            }
        }
    }

    public CelPosition At(int offset)
    {
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return new(offset, line + 1, offset - _starts[line] + 1);
    }
}
