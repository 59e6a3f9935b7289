namespace OmniChannel;

/// <summary>One event of CloudEvents 1.0 (cloudevents.io, specification 1.0.2). Immutable. What was read by <see cref="CloudEventJson"/> keeps every rule of the specification; what a host builds is held to them when it is written.</summary>
public sealed record CloudEvent
{
    /// <summary>The one version of the specification that is read and written.</summary>
    public const string SpecVersion = "1.0";

    /// <summary>Unique within its <see cref="Source"/>: the same event sent twice has the same. Not empty.</summary>
    public required string Id { get; init; }

    /// <summary>Where it happened: a URI reference (RFC 3986, section 4.1) such as "/shop/web". Not empty.</summary>
    public required string Source { get; init; }

    /// <summary>What happened, such as "com.example.order.created". Not empty.</summary>
    public required string Type { get; init; }

    /// <summary>Whom or what it is about, within the source; null for unset, never empty.</summary>
    public string? Subject { get; init; }

    /// <summary>When it happened; null for unset. Read from any offset, written in UTC; finer than 100 ns is cut off.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>What <see cref="Data"/> is: a media type (RFC 2046); null for unset, which in JSON means "application/json".</summary>
    public string? DataContentType { get; init; }

    /// <summary>The schema of <see cref="Data"/>: an absolute URI (RFC 3986, section 4.3); null for unset.</summary>
    public string? DataSchema { get; init; }

    /// <summary>The extension attributes by name: lower-case ASCII letters and digits. Unknown ones are kept and written back.</summary>
    public IReadOnlyDictionary<string, CloudEventValue> Extensions { get; init; } = new Dictionary<string, CloudEventValue>();

    /// <summary>The event's content; null for none.</summary>
    public CloudEventData? Data { get; init; }

    /// <summary>The type and the source only: the rest may be personal.</summary>
    public override string ToString() => $"{Type} from {Source}";
}
