using System.Collections.Frozen;

namespace OmniChannel.Email;

/// <summary>What a server says it can do, from its reply to EHLO (RFC 5321 section 4.1.1.1).</summary>
internal sealed class SmtpExtensions
{
    private readonly FrozenDictionary<string, string> _keywords;

    private SmtpExtensions(FrozenDictionary<string, string> keywords) => _keywords = keywords;

    public bool StartTls => _keywords.ContainsKey("STARTTLS");

    public bool EightBitMime => _keywords.ContainsKey("8BITMIME");

    public bool SmtpUtf8 => _keywords.ContainsKey("SMTPUTF8");

    /// <summary>Whether commands may go out before the replies to those before them have come (RFC 2920).</summary>
    public bool Pipelining => _keywords.ContainsKey("PIPELINING");

    /// <summary>Whether replies begin with enhanced status codes (RFC 2034): where that was not said, what looks like one is the server's words.</summary>
    public bool EnhancedStatusCodes => _keywords.ContainsKey("ENHANCEDSTATUSCODES");

    public bool Size => _keywords.ContainsKey("SIZE");

    /// <summary>Whether a login by this mechanism is offered, "PLAIN" or "LOGIN".</summary>
    public bool Auth(string mechanism) => _keywords.TryGetValue("AUTH", out var offered)
        && offered.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(mechanism, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the reply; its first line is the server's name. The old form "AUTH=LOGIN" counts as "AUTH LOGIN".</summary>
    public static SmtpExtensions Of(SmtpReply hello)
    {
        var keywords = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in hello.Lines.Skip(1))
        {
            var end = line.AsSpan().IndexOfAny(' ', '=');
            var keyword = end < 0 ? line : line[..end];
            var parameters = end < 0 ? "" : line[(end + 1)..];
            keywords[keyword] = keywords.TryGetValue(keyword, out var before) ? $"{before} {parameters}" : parameters;
        }

        return new(keywords.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }
}
