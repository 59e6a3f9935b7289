using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace OmniChannel;

/// <summary>The rules that names and identifiers share: present, bounded, no control characters.</summary>
internal static class Text
{
    internal const int MaxIdentifier = 200;

    internal static string Identifier(string value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        if (value.Length > MaxIdentifier)
        {
            throw new ArgumentException($"'{value.AsSpan(0, 24)}…' has {value.Length} characters; an identifier has at most {MaxIdentifier}.", name);
        }

        if (!value.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return value;
        }

        if (value.Any(char.IsControl) || char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]))
        {
            throw new ArgumentException("An identifier has no control characters and no white space at its ends.", name);
        }

        if (HasLoneSurrogate(value))
        {
            throw new ArgumentException("An identifier has no half of a surrogate pair: as UTF-8 it would be the same as others.", name);
        }

        return value;
    }

    internal static bool HasLoneSurrogate(ReadOnlySpan<char> value)
    {
        while (!value.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(value, out _, out var taken) != OperationStatus.Done)
            {
                return true;
            }

            value = value[taken..];
        }

        return false;
    }

    /// <summary>Lower case, letters, digits and dashes: what the open sets (channels, purposes, topics) are named by.</summary>
    internal static string Name(string value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        if (value.Length > 64)
        {
            throw new ArgumentException($"'{value.AsSpan(0, 24)}…' has {value.Length} characters; a name has at most 64.", name);
        }

        foreach (var c in value)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '.' or '_'))
            {
                throw new ArgumentException($"'{value}' has '{c}'; a name has lower-case ASCII letters, digits, '-', '.' and '_', such as \"live-chat\".", name);
            }
        }

        return value;
    }

    /// <summary>Reads a value by its own constructor; false where that would throw.</summary>
    internal static bool TryRead<T>(string? text, Func<string, T> read, out T value)
        where T : struct
    {
        value = default;
        if (text is null)
        {
            return false;
        }

        try
        {
            value = read(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
