using System.Collections.Concurrent;

namespace OmniChannel.Social;

/// <summary>Which container was made for which message, so that a repetition publishes the same one. In this process alone: an attempt leaves nothing behind but its outcome, so after a restart nobody knows. Safe for many threads.</summary>
/// <param name="time">The clock.</param>
internal sealed class InstagramContainers(TimeProvider time)
{
    /// <summary>Instagram drops a container after 24 hours.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private const int MaxKept = 1_000;

    private readonly ConcurrentDictionary<string, (string Container, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);

    /// <summary>The container of a message; null when none is known.</summary>
    public string? Of(string key) => _kept.TryGetValue(key, out var one) && one.Until > time.GetUtcNow() ? one.Container : null;

    /// <summary>It was made for a message.</summary>
    public void Keep(string key, string container)
    {
        if (_kept.Count >= MaxKept)
        {
            _kept.TryRemove(_kept.MinBy(one => one.Value.Until).Key, out _);
        }

        _kept[key] = (container, time.GetUtcNow() + Life);
    }

    /// <summary>What became of it is known.</summary>
    public void Forget(string key) => _kept.TryRemove(key, out _);
}
