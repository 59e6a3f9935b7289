using System.Text;

namespace OmniChannel.Benchmarks;

/// <summary>What somebody writes who has the bytes already: the same request by HttpClient, the answer's body read, and nothing made of it.</summary>
internal sealed class BareCall(HttpClient client, string request)
{
    private readonly Uri _uri = UriOf(request);
    private readonly (string Name, string Value)[] _headers = [.. HeadersOf(request).Where(header => !header.Name.StartsWith("Content-", StringComparison.Ordinal) && header.Name is not "Host")];
    private readonly (string Name, string Value)[] _ofContent = [.. HeadersOf(request).Where(header => header.Name.StartsWith("Content-", StringComparison.Ordinal) && header.Name is not "Content-Length")];
    private readonly byte[] _body = Encoding.Latin1.GetBytes(request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);

    /// <summary>How long the body is. The bare call has it; the adapter makes it.</summary>
    public int BodyLength => _body.Length;

    public async ValueTask<int> SendAsync(CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, _uri) { Content = new ByteArrayContent(_body) };
        foreach (var (name, value) in _headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        foreach (var (name, value) in _ofContent)
        {
            message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (await response.Content.ReadAsByteArrayAsync(cancellationToken)).Length + 1;
    }

    /// <summary>Whether two requests have the same lines and the same body, whatever the order of their headers.</summary>
    public static bool AreAlike(string one, string other) => Sorted(one).SequenceEqual(Sorted(other));

    private static IEnumerable<string> Sorted(string request) => request.Split("\r\n\r\n", 2) is [var head, var body] ? head.Split("\r\n").Order(StringComparer.Ordinal).Append(body) : [request];

    private static Uri UriOf(string request) => new($"http://{HeadersOf(request).Single(header => header.Name == "Host").Value}{request.Split(' ', 3)[1]}");

    private static IEnumerable<(string Name, string Value)> HeadersOf(string request) =>
        request.Split("\r\n\r\n", 2)[0].Split("\r\n").Skip(1).Select(line => (line[..line.IndexOf(": ", StringComparison.Ordinal)], line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
}
