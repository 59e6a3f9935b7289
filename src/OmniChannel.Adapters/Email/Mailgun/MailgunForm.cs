using System.Security.Cryptography;
using System.Text;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>The form that a route of Mailgun posts: multipart/form-data where the mail has attachments, else urlencoded.</summary>
internal sealed class MailgunForm
{
    private readonly IReadOnlyList<FormPart> _parts;

    private MailgunForm(IReadOnlyList<FormPart> parts) => _parts = parts;

    /// <summary>Whether a Content-Type is one of the two.</summary>
    public static bool Is(string? contentType) => MultipartForm.Is(contentType) || IsUrlEncoded(contentType);

    /// <summary>Reads one; null when it is none.</summary>
    public static MailgunForm? Read(string? contentType, ReadOnlyMemory<byte> body) =>
        (IsUrlEncoded(contentType)
            ? WireForm.Read(body.Span)?.Fields.Select(field => new FormPart { Name = field.Key, Content = Encoding.UTF8.GetBytes(field.Value) }).ToList()
            : MultipartForm.Read(contentType, body)?.Parts) is { } parts ? new(parts) : null;

    /// <summary>The first of a field, in UTF-8, which Mailgun brings every mail into; null when it is absent. Mailgun has written some names with a capital, and header fields stand beside its own: the exact name goes first.</summary>
    public string? Text(string name) => Find(name) is { } part ? MailText.Decode(null, part.Content.Span) : null;

    /// <summary>The content of a field; null when it is absent.</summary>
    public FormPart? Find(string name) =>
        _parts.FirstOrDefault(part => part.FileName is null && part.Name == name)
        ?? _parts.FirstOrDefault(part => part.FileName is null && part.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A hash of all that is said, whatever boundary it is said with: a repeated call may have another one.</summary>
    public byte[] Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in _parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{part.Name.Length}:{part.Name}{part.FileName?.Length ?? -1}:{part.FileName}{part.Content.Length}:"));
            hash.AppendData(part.Content.Span);
        }

        return hash.GetHashAndReset();
    }

    private static bool IsUrlEncoded(string? contentType) => contentType is not null && HeaderParameters.Main(contentType) == "application/x-www-form-urlencoded";
}
