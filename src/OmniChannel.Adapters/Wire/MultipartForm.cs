using System.Text;

namespace OmniChannel.Wire;

/// <summary>Reads multipart/form-data (RFC 7578) from a body that is whole in memory. Strict: what is cut off, has a part without a name, a header block of more than 8,192 bytes or more than 1,000 parts is no form.</summary>
internal sealed class MultipartForm
{
    private const int MaxParts = 1_000;

    private readonly List<FormPart> _parts = [];

    /// <summary>The parts, in their order; a name may stand there several times.</summary>
    public IReadOnlyList<FormPart> Parts => _parts;

    /// <summary>Whether a Content-Type is this one.</summary>
    public static bool Is(string? contentType) => contentType is not null && HeaderParameters.Main(contentType) == "multipart/form-data";

    /// <summary>The content of a field; null when it is absent. A name is compared with its case.</summary>
    public ReadOnlyMemory<byte>? Find(string name) => _parts.Find(part => part.FileName is null && part.Name == name)?.Content;

    /// <summary>The text of a field, in UTF-8; null when it is absent.</summary>
    public string? Text(string name) => Find(name) is { } content ? Encoding.UTF8.GetString(content.Span) : null;

    /// <summary>Whether a field stands there more than once.</summary>
    public bool IsRepeated(string name) => _parts.Count(part => part.FileName is null && part.Name == name) > 1;

    /// <summary>Reads a body; null when it is no such form.</summary>
    public static MultipartForm? Read(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (!Is(contentType) || MultipartSplit.Start(HeaderParameters.Get(contentType, "boundary"), body.Span) is not { } split)
        {
            return null;
        }

        var form = new MultipartForm();
        while (split.TryNext(body.Span, out var header, out var content))
        {
            if (form._parts.Count == MaxParts || PartOf(Encoding.UTF8.GetString(body.Span[header]), body[content]) is not { } part)
            {
                return null;
            }

            form._parts.Add(part);
        }

        return split.IsClosed ? form : null;
    }

    private static FormPart? PartOf(string header, ReadOnlyMemory<byte> content)
    {
        string? disposition = null, type = null;
        foreach (var line in header.AsSpan().EnumerateLines())
        {
            var colon = line.IndexOf(':');
            var name = colon < 0 ? default : line[..colon].Trim();
            if (name.Equals("Content-Disposition", StringComparison.OrdinalIgnoreCase))
            {
                disposition ??= line[(colon + 1)..].ToString();
            }
            else if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                type ??= line[(colon + 1)..].Trim().ToString();
            }
        }

        return disposition is not null && HeaderParameters.Main(disposition) == "form-data" && HeaderParameters.Get(disposition, "name") is { Length: > 0 } field
            ? new FormPart { Name = field, FileName = HeaderParameters.Get(disposition, "filename"), Type = type, Content = content }
            : null;
    }
}
