using System.Buffers;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace OmniChannel;

/// <summary>A request to send, checked: what is wrong with it as a call is thrown here, before anything is opened.</summary>
internal sealed record SendRequest
{
    private const int MaxKey = 255;
    private const int MaxSupersedeKey = 150;
    private const int MaxData = 200;
    private const int MaxDataPath = 200;
    private const int MaxDataValue = 4000;
    private const int MaxItems = 50;

    public required Message Message { get; init; }

    public required CustomerId Customer { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string? IdempotencyKey { get; init; }

    public string? SupersedeKey { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DbTransaction? Transaction { get; init; }

    /// <exception cref="ArgumentException">Something names nothing, or is longer than allowed.</exception>
    public static SendRequest Of(Message message, CustomerId customer, SendOptions? options, DateTimeOffset now)
    {
        Check(message);
        Require(customer != default, "The customer names nothing; pass new CustomerId(\"…\").", nameof(customer));
        Require(options?.IdempotencyKey is not { Length: 0 or > MaxKey }, $"The idempotency key has {options?.IdempotencyKey?.Length} characters; it has 1 to {MaxKey}.", nameof(options));
        Require(options?.SupersedeKey is not { Length: 0 or > MaxSupersedeKey }, $"The key to supersede by has {options?.SupersedeKey?.Length} characters; it has 1 to {MaxSupersedeKey}.", nameof(options));
        return new SendRequest
        {
            Message = message,
            Customer = customer,
            ExpiresAt = ExpiryOf(message, now),
            IdempotencyKey = options?.IdempotencyKey,
            SupersedeKey = options?.SupersedeKey,
            NotBefore = options?.NotBefore?.ToUniversalTime(),
            Transaction = options?.Transaction,
        };
    }

    /// <exception cref="ArgumentException">Something names nothing, or is longer than allowed.</exception>
    public static void Check(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Require(message.Campaign != default, "The message names no campaign.", nameof(message));
        Require(message.Purpose != default, "The message names no purpose, such as Purpose.Marketing.", nameof(message));
        Require(Enum.IsDefined(message.Urgency), $"{message.Urgency} is no urgency.", nameof(message));
        Require(message.Guarantee is not { } guarantee || Enum.IsDefined(guarantee), $"{message.Guarantee} is no guarantee.", nameof(message));
        Require(message.Data.Count <= MaxData, $"The message has {message.Data.Count} data entries; at most {MaxData} are allowed.", nameof(message));
        Require(message.DigestKey is not { Length: > 200 }, $"The digest key has {message.DigestKey?.Length} characters; at most 200 are allowed.", nameof(message));
        Require(message.About?.Items is not { Count: > MaxItems }, $"The message speaks of {message.About?.Items?.Count} items; at most {MaxItems} are allowed.", nameof(message));
        Require(message.About?.Items?.Any(item => item == default) != true && message.About?.Cart != default(CartId), "The message speaks of an item or cart that names nothing; leave it out.", nameof(message));
        if (message.Data.Count == 0)
        {
            return;
        }

        foreach (var (path, value) in message.Data)
        {
            Require(path.Length <= MaxDataPath, $"A path of the message's data has {path.Length} characters; at most {MaxDataPath} are allowed.", nameof(message));
            Require(value is { Length: <= MaxDataValue }, $"The data entry '{path}' has {value?.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no"} characters; at most {MaxDataValue} are allowed.", nameof(message));
        }
    }

    /// <summary>When a message that is sent now loses its sense.</summary>
    public static DateTimeOffset ExpiryOf(Message message, DateTimeOffset now) => MessageExpiry.Of(message, now);

    /// <summary>SHA-256 of the request's canonical form: the same for the same message, customer and wish of time, whatever the order of its data.</summary>
    public string Hash()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("customer", Customer.Value);
            json.WriteString("campaign", Message.Campaign.Value);
            json.WriteString("purpose", Message.Purpose.Name);
            json.WriteNumber("urgency", (int)Message.Urgency);
            json.WriteString("topic", Message.Topic?.Name);
            json.WriteString("expires", Message.ExpiresAt?.UtcDateTime.ToString("O"));
            if (Message.DigestKey is { } digest)
            {
                json.WriteString("digest", digest);
            }

            if (Message.About is { } about)
            {
                json.WriteString("cart", about.Cart?.ToString());
                json.WriteString("offerEnds", about.OfferEnds?.UtcDateTime.ToString("O"));
                json.WriteString("items", string.Join('\n', about.Items ?? []));
            }

            json.WriteString("value", Message.Value?.ToString());
            json.WriteString("notBefore", NotBefore?.UtcDateTime.ToString("O"));
            if (SupersedeKey is not null)
            {
                json.WriteString("supersede", SupersedeKey);
            }

            if (Message.Guarantee is { } guarantee)
            {
                json.WriteNumber("guarantee", (int)guarantee);
            }

            foreach (var (path, value) in Message.Data.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                json.WriteString("data." + path, value);
            }

            if (Message.Attributes is { Count: > 0 } attributes)
            {
                json.WritePropertyName("attributes");
                FactSetJsonConverter.Write(json, attributes);
            }

            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Require(bool holds, string problem, string name)
    {
        if (!holds)
        {
            throw new ArgumentException(problem, name);
        }
    }

    private static void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ProblemText problem, string name)
    {
        if (!holds)
        {
            throw new ArgumentException(problem.ToString(), name);
        }
    }
}
