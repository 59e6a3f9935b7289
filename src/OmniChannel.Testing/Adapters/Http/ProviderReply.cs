using System.Globalization;
using System.Text;

namespace OmniChannel.Testing;

/// <summary>What a <see cref="ProviderDouble"/> does with one request: an answer, or a way to break. Immutable.</summary>
public sealed record ProviderReply
{
    /// <summary>The status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The headers beside Content-Type and Content-Length.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body.</summary>
    public string Body { get; init; } = "";

    /// <summary>The media type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>How it ends.</summary>
    internal ReplyEnd End { get; init; }

    /// <summary>An answer with a JSON body.</summary>
    public static ProviderReply Json(int status, string body) => new() { Status = status, Body = body };

    /// <summary>The whole answer; with <see cref="ReplyEnd.CutOff"/>, what comes of it.</summary>
    internal byte[] Bytes()
    {
        var body = Encoding.UTF8.GetBytes(Body);
        return [.. Head(), .. End == ReplyEnd.CutOff ? body[..(body.Length / 2)] : body];
    }

    /// <summary>Status and headers, up to the empty line.</summary>
    internal byte[] Head()
    {
        var length = Encoding.UTF8.GetByteCount(Body);
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} Said\r\nContent-Length: {length}\r\nConnection: close\r\n"));
        if (length > 0)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {ContentType}\r\n");
        }

        foreach (var (name, value) in Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return Encoding.UTF8.GetBytes(head.Append("\r\n").ToString());
    }
}
