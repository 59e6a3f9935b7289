using System.Globalization;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Writes header fields.</summary>
internal readonly struct HeaderWriter(PooledBytes octets)
{
    private static readonly System.Buffers.SearchValues<char> InAtoms = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ");

    /// <summary>A field of free text, such as Subject; encoded where it has to be.</summary>
    public void Unstructured(string name, string value)
    {
        var field = new HeaderField(octets, name);
        if (HeaderText.IsPlain(value) && HeaderText.IsFoldable(value))
        {
            field.Words(value);
        }
        else
        {
            field.Encoded(value);
        }

        field.End();
    }

    /// <summary>A field of one mailbox: From, To, Reply-To.</summary>
    public void Mailbox(string name, string? displayName, string address)
    {
        displayName = displayName?.Trim();
        var field = new HeaderField(octets, name);
        if (string.IsNullOrEmpty(displayName))
        {
            field.Part(address);
        }
        else
        {
            Phrase(ref field, displayName);
            field.Part(address, "<", ">");
        }

        field.End();
    }

    /// <summary>A field of a date and time (RFC 5322 section 3.3), in UTC.</summary>
    public void Date(string name, DateTimeOffset at)
    {
        Span<char> text = stackalloc char[31];
        _ = at.UtcDateTime.TryFormat(text, out var length, "ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
        Plain(name, text[..length]);
    }

    /// <summary>A field whose value is written as it stands.</summary>
    public void Plain(string name, ReadOnlySpan<char> value)
    {
        var field = new HeaderField(octets, name);
        field.Part(value);
        field.End();
    }

    /// <summary>A field of links, each in angle brackets (RFC 2369).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="link">The first, in ASCII, without its brackets.</param>
    /// <param name="other">Another, with its brackets; null for none.</param>
    public void Links(string name, string link, string? other)
    {
        var field = new HeaderField(octets, name);
        field.Part(link, "<", other is null ? ">" : ">,");
        if (other is not null)
        {
            field.Part(other);
        }

        field.End();
    }

    private static void Phrase(ref HeaderField field, string name)
    {
        if (!HeaderText.IsPlain(name) || name.Length > EncodedWord.MaxLength)
        {
            field.Encoded(name);
        }
        else if (!name.AsSpan().ContainsAnyExcept(InAtoms) && HeaderText.IsFoldable(name))
        {
            field.Words(name);
        }
        else
        {
            field.Part(name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal), "\"", "\"");
        }
    }
}
