using System.Text;

namespace OmniChannel;

/// <summary>Collects what is wrong in a JSON text, with its places. Not for several threads.</summary>
internal sealed class JsonFindings(ReadOnlyMemory<byte> text)
{
    /// <summary>More than these help nobody.</summary>
    private const int Most = 100;

    private readonly List<PolicyDiagnostic> _all = [];

    public IReadOnlyList<PolicyDiagnostic> All => [.. _all.OrderBy(one => one.Line).ThenBy(one => one.Column)];

    public bool HasErrors { get; private set; }

    public void Add(string code, JsonPart at, string message, string? fix = null) => Add(code, at.Offset, at.Path, message, fix);

    public void Add(string code, int offset, string path, string message, string? fix = null)
    {
        HasErrors = true;
        if (_all.Count < Most)
        {
            var (line, column) = Place(offset);
            _all.Add(new PolicyDiagnostic { Code = code, Severity = DiagnosticSeverity.Error, Message = message, Fix = fix, Path = path, Line = line, Column = column });
        }
    }

    /// <summary>A line ends with LF; a carriage return before it belongs to the line.</summary>
    private (int Line, int Column) Place(int offset)
    {
        var before = text.Span[..Math.Min(offset, text.Length)];
        var start = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[start..]) + 1);
    }
}
