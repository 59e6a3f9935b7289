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
            var (line, column) = new TextPosition(text).At(offset);
            _all.Add(new PolicyDiagnostic { Code = code, Severity = DiagnosticSeverity.Error, Message = message, Fix = fix, Path = path, Line = line, Column = column });
        }
    }

    /// <summary>What is wrong at a character of a text: found behind the escapes before it.</summary>
    public void AddWithin(string code, JsonPart text, int character, string message, string? fix) => Add(code, OffsetOf(text, character), text.Path, message, fix);

    private int OffsetOf(JsonPart part, int character)
    {
        var octets = text.Span;
        var at = part.Offset + 1;
        for (var seen = 0; seen < character && at < octets.Length && octets[at] != (byte)'"'; seen++)
        {
            if (octets[at] == (byte)'\\')
            {
                at += at + 1 < octets.Length && octets[at + 1] == (byte)'u' ? 6 : 2;
            }
            else
            {
                Rune.DecodeFromUtf8(octets[at..], out var rune, out var taken);
                at += taken;
                seen += rune.Utf16SequenceLength - 1;
            }
        }

        return at;
    }
}
