namespace OmniChannel;

/// <summary>A call of a provider as it came in, before anybody read it: what signatures are made over. Immutable; the body is not copied and must not change.</summary>
public sealed record WebhookRequest
{
    /// <summary>How large a body may be, in bytes, where the account does not say otherwise (<see cref="Delivery.IInboundAdapter.MaxBodyBytes"/>): 1 MB. What is larger is refused before it is read; let the web server refuse it already.</summary>
    public const int MaxBodyBytes = 1_048_576;

    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The method: "POST"; "GET" where a provider asks whether we are there.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The URL as the provider called it, its query included. Behind a proxy that is the public one, not the one the proxy calls: some signatures cover it.</summary>
    public required Uri Url { get; init; }

    /// <summary>The headers, names compared without case; several of one name joined by ", ".</summary>
    public required IReadOnlyDictionary<string, string> Headers
    {
        get => _headers;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var (name, text) in value)
            {
                _headers[name] = _headers.TryGetValue(name, out var other) ? $"{other}, {text}" : text;
            }
        }
    }

    /// <summary>The body's bytes as they came; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>A header's value; null when it is absent.</summary>
    public string? Header(string name) => _headers.GetValueOrDefault(name);

    /// <summary>Method and host: the rest may hold secrets and what a person wrote.</summary>
    public override string ToString() => $"{Method} {(Url.IsAbsoluteUri ? Url.Host : "")} ({Body.Length} bytes)";
}
