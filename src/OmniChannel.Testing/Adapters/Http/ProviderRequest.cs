using System.Text;

namespace OmniChannel.Testing;

/// <summary>A request as it came in at a <see cref="ProviderDouble"/>. Immutable.</summary>
public sealed record ProviderRequest
{
    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query, exactly as they came.</summary>
    public required string Target { get; init; }

    /// <summary>The header lines in their order, names as they were written.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The body as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>A header's value; null when it is absent. Names are compared without case.</summary>
    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
