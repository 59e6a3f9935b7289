using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Tests.RealInput;

/// <summary>One message that reached a provider.</summary>
internal sealed record Sent
{
    public required int Customer { get; init; }

    public required Channel Channel { get; init; }

    public required string Address { get; init; }

    public required Purpose Purpose { get; init; }

    public required Urgency Urgency { get; init; }

    public required CampaignId Campaign { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>False when the provider refused the address for good.</summary>
    public required bool Accepted { get; init; }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At:yyyy-MM-dd'T'HH:mm:ss.fffffff} h-{Customer} {Channel} {Address} {Purpose} {Urgency} {Campaign} of {RequestedAt:yyyy-MM-dd'T'HH:mm} {(Accepted ? "accepted" : "rejected")}");
}

/// <summary>What became of a week: what reached providers, and how often each reason was given.</summary>
internal sealed class WeekLog
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public List<Sent> Sent { get; } = [];

    public void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    public int this[string what] => _counts.GetValueOrDefault(what);

    public IEnumerable<string> Counted => _counts.Keys;

    /// <summary>Totals per channel and per reason, and a hash over every single message.</summary>
    public string Summary()
    {
        var text = new StringBuilder();
        foreach (var channel in Sent.GroupBy(s => s.Channel.Name).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"sent by {channel.Key}: {channel.Count(s => s.Accepted)} accepted, {channel.Count(s => !s.Accepted)} rejected; ");
            text.AppendJoin(", ", channel.GroupBy(s => s.Purpose.Name).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}")).Append('\n');
        }

        foreach (var (what, count) in _counts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{what}: {count}\n");
        }

        return text.Append("SHA-256 of all: ").Append(Hash()).ToString();
    }

    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var sent in Lines())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(sent + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Every message as a line, in an order that does not depend on who was served first.</summary>
    public IEnumerable<string> Lines() => Sent.Select(s => s.ToString()).Order(StringComparer.Ordinal);
}
