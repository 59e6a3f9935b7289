using System.Collections.Concurrent;

namespace OmniChannel.Verification;

/// <summary>The certificates of Amazon SNS. One has to be fetched before anything of a call is believed, so whoever knows a topic's name can make us ask Amazon's host: two questions at once at most,
/// what was answered is not asked again for a while, whatever it was, and only what a message of ours was signed with is kept for good. Safe for many threads.</summary>
/// <param name="time">The clock.</param>
/// <param name="fetch">Fetches a certificate as PEM; null where there is none, an <see cref="HttpRequestException"/> where it cannot be had now.</param>
#pragma warning disable CA1001 // Its semaphore, whose wait handle nobody asks for, holds nothing that must be disposed of.
internal sealed class SnsSigners(TimeProvider time, Func<Uri, CancellationToken, ValueTask<byte[]?>> fetch)
#pragma warning restore CA1001
{
    /// <summary>So long an answer holds: a certificate that has signed nothing yet, and an address without one.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    /// <summary>So long nobody asks again who got no answer; Amazon comes again after 20 seconds.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private const int MaxProven = 16;
    private const int MaxAsked = 64;
    private const int AtOnce = 2;

    private readonly ConcurrentDictionary<string, SnsSigner> _proven = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Asked> _asked = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);

    /// <summary>The signer that a message names; null when there is none. What is kept is kept under the text of its address, which was judged before it was called.</summary>
    /// <exception cref="HttpRequestException">It cannot be had now.</exception>
    public async ValueTask<SnsSigner?> FindAsync(SnsMessage message, CancellationToken cancellationToken)
    {
        if (message.Certificate is not { } address)
        {
            return null;
        }

        if (_proven.TryGetValue(address, out var proven))
        {
            return proven;
        }

        if (message.CertificateAt() is not { } url)
        {
            return null;
        }

        if (Remembered(address) is { } known)
        {
            return known.Signer;
        }

        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Remembered(address) is { } meanwhile ? meanwhile.Signer : await AskAsync(address, url, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>A message of ours was signed by it: it is kept.</summary>
    public void Prove(string address, SnsSigner signer)
    {
        if (_proven.Count >= MaxProven && !_proven.ContainsKey(address))
        {
            _proven.Clear();
        }

        _proven.TryAdd(address, signer);
        _asked.TryRemove(address, out _);
    }

    private async ValueTask<SnsSigner?> AskAsync(string address, Uri url, CancellationToken cancellationToken)
    {
        try
        {
            var signer = await fetch(url, cancellationToken).ConfigureAwait(false) is { } pem ? SnsSigner.Read(pem) : null;
            Remember(address, new(signer, IsTrouble: false, time.GetUtcNow() + Memory));
            return signer;
        }
        catch (HttpRequestException)
        {
            Remember(address, new(null, IsTrouble: true, time.GetUtcNow() + Pause));
            throw;
        }
    }

    private Asked? Remembered(string address) =>
        !_asked.TryGetValue(address, out var asked) || asked.Until <= time.GetUtcNow() ? null
        : asked.IsTrouble ? throw new HttpRequestException("The certificate that SNS signs with could not be fetched just now.")
        : asked;

    private void Remember(string address, Asked asked)
    {
        if (_asked.Count >= MaxAsked)
        {
            _asked.TryRemove(_asked.MinBy(one => one.Value.Until).Key, out _);
        }

        _asked[address] = asked;
    }

    private sealed record Asked(SnsSigner? Signer, bool IsTrouble, DateTimeOffset Until);
}
