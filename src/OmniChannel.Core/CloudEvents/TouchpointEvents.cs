using System.Globalization;

namespace OmniChannel;

/// <summary>The published mapping between events and touchpoints; docs/touchpoints.md has it as a table. Immutable, pure, safe for many threads.</summary>
/// <remarks>
/// What is written is read back the same. Other events are read as far as they say the same things: the type of the event is then the type of the touchpoint, the members of its data
/// become <see cref="Touchpoint.Data"/> by their paths, its unknown extension attributes entries of <see cref="Touchpoint.Data"/> whose names begin with "ce-".
/// </remarks>
public sealed class TouchpointEvents
{
    /// <summary>What the types of our own events begin with: "omnichannel.touchpoint.cart.left" is <see cref="TouchpointType.CartLeft"/>.</summary>
    public const string TypePrefix = "omnichannel.touchpoint.";

    /// <summary>What the entries of <see cref="Touchpoint.Data"/> begin with that are extension attributes of the event.</summary>
    public const string ExtensionPrefix = "ce-";

    internal const string Channel = "channel";
    internal const string Device = "device";
    private const int MaxName = 200;

    private readonly Dictionary<string, TouchpointType> types;
    private readonly Dictionary<TouchpointType, string> names;

    /// <summary>The mapping, with a host's own types of events.</summary>
    /// <param name="types">What other types of events mean here: "com.example.basket.abandoned" is <see cref="TouchpointType.CartLeft"/>. Null for none. Touchpoints of these types are written by these names too.</param>
    /// <exception cref="ArgumentException">Two types of events mean the same: then it could not be said how such a touchpoint is written.</exception>
    public TouchpointEvents(IReadOnlyDictionary<string, TouchpointType>? types = null)
    {
        this.types = new Dictionary<string, TouchpointType>(types ?? new Dictionary<string, TouchpointType>(), StringComparer.Ordinal);
        names = [];
        foreach (var (name, type) in this.types)
        {
            if (type == default || !names.TryAdd(type, name))
            {
                throw new ArgumentException($"'{name}' means '{type}', as another type of event does already, or nothing. Give every type of touchpoint one type of event.", nameof(types));
            }
        }
    }

    /// <summary>The mapping without types of a host's own.</summary>
    public static TouchpointEvents Default { get; } = new();

    /// <summary>An event as a touchpoint.</summary>
    /// <param name="read">The event.</param>
    /// <param name="receivedAt">When it came: the time of an event that says none.</param>
    public TouchpointReadResult Read(CloudEvent read, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(read);
        var data = new TouchpointData();
        var problem = Problem(read, out var customer, out var type, out var channel) ?? data.Take(read);
        if (problem is null && customer is null && data.Identifiers.Count == 0)
        {
            problem = Wrong(CloudEventRules.Subject, "The event says neither by its subject nor by identifiers in its data who it was.");
        }

        return problem is not null ? new TouchpointReadResult(null, problem) : new TouchpointReadResult(
            new Touchpoint
            {
                Source = PlainSource.Of(read),
                Id = read.Id,
                Type = type,
                Customer = customer ?? default,
                Identifiers = data.Identifiers.Count == 0 ? null : data.Identifiers,
                At = read.Time ?? receivedAt,
                Channel = channel,
                Device = read.Extensions.TryGetValue(Device, out var device) ? DeviceOf(device.Text) : DeviceKind.Unknown,
                Amount = data.Amount,
                Data = data.Entries,
            },
            null);
    }

    /// <summary>A touchpoint as an event. A source that is no URI reference, such as "my shop", is escaped, and stands beside that as it is (extension "plainsource").</summary>
    /// <exception cref="ArgumentException">The touchpoint has no type.</exception>
    public CloudEvent Write(Touchpoint written)
    {
        ArgumentNullException.ThrowIfNull(written);
        if (written.Type == default)
        {
            throw new ArgumentException("The touchpoint has no type, such as TouchpointType.SiteVisited.", nameof(written));
        }

        var extensions = new Dictionary<string, CloudEventValue>(StringComparer.Ordinal);
        if (written.Channel is { } channel)
        {
            extensions.Add(Channel, new CloudEventValue(channel.Name));
        }

        if (written.Device != DeviceKind.Unknown)
        {
            extensions.Add(Device, new CloudEventValue(NameOf(written.Device)));
        }

        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in written.Data)
        {
            if (!TouchpointData.IsExtension(name, value, out var extension) || !extensions.TryAdd(extension, new CloudEventValue(value)))
            {
                entries.Add(name, value);
            }
        }

        var data = TouchpointData.Write(written.Amount, written.Identifiers, entries);
        var one = new CloudEvent
        {
            Id = written.Id,
            Source = written.Source,
            Type = names.GetValueOrDefault(written.Type) ?? TypePrefix + written.Type.Name,
            Subject = written.Customer == default ? null : written.Customer.Value,
            Time = written.At,
            DataContentType = data is null ? null : "application/json",
            Extensions = extensions,
            Data = data,
        };
        return PlainSource.Carry(one, written.Source);
    }

    internal static string NameOf(DeviceKind device) => device switch
    {
        DeviceKind.InStore => "in-store",
        _ => device.ToString().ToLowerInvariant(),
    };

    internal static CloudEventProblem Wrong(string attribute, string message) => new() { Code = CloudEventProblemCode.NoTouchpoint, Attribute = attribute, Message = message };

    private CloudEventProblem? Problem(CloudEvent read, out CustomerId? customer, out TouchpointType type, out Channel? channel)
    {
        (customer, channel) = (null, null);
        var name = read.Type.StartsWith(TypePrefix, StringComparison.Ordinal) ? read.Type[TypePrefix.Length..] : read.Type;
        if (!types.TryGetValue(read.Type, out type) && !Text.TryRead(name, static text => new TouchpointType(text), out type))
        {
            return Wrong(CloudEventRules.Type, "The type is no name of a touchpoint's type (lower-case ASCII letters, digits, '-', '.' and '_', up to 64) and is not in the host's own mapping.");
        }

        if (read.Id.Length > MaxName || PlainSource.Of(read).Length > MaxName)
        {
            return Wrong(read.Id.Length > MaxName ? CloudEventRules.Id : CloudEventRules.Source, string.Create(CultureInfo.InvariantCulture, $"The id and the source of a touchpoint have at most {MaxName} characters."));
        }

        if (read.Subject is { } subject)
        {
            if (!Text.TryRead(subject, static text => new CustomerId(text), out var named))
            {
                return Wrong(CloudEventRules.Subject, "The subject is no name of a customer: 1 to 200 characters, without white space at the ends.");
            }

            customer = named;
        }

        if (read.Extensions.TryGetValue(Channel, out var text))
        {
            if (!Text.TryRead(text.Text, static text => new Channel(text), out var named))
            {
                return Wrong(Channel, "The channel is no name of one, such as \"website\".");
            }

            channel = named;
        }

        return null;
    }

    /// <summary>An unknown kind of device is not known; that is no reason to lose the event.</summary>
    private static DeviceKind DeviceOf(string text) => Array.Find(Enum.GetValues<DeviceKind>(), device => NameOf(device) == text);
}
