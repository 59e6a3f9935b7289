using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Carries a session from one device or channel to another by a token that is good once: a QR code, a link in an e-mail, from the web into the app. Safe for many threads.</summary>
/// <remarks>Reached by <see cref="OmniChannelRuntime.HandOffs"/>. Only a token's hash is stored. Who redeems one joins the session; whose it is, the bearer does not learn, and nobody is linked by it.</remarks>
public sealed class HandOffs
{
    private const string Prefix = "handoff/";
    internal const string ScheduleKind = "handoff";

    /// <summary>How long after its end a token is still answered by why it is refused.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private readonly Instance instance;
    private readonly Action started;

    internal HandOffs(Instance instance, Action started)
    {
        this.instance = instance;
        this.started = started;
    }

    /// <summary>Makes a token.</summary>
    /// <param name="request">Which session, for whom, where, for how long.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>The token; null when the customer has no such session, or it is over.</returns>
    /// <exception cref="ArgumentException">The audience or the lifetime is out of bounds.</exception>
    public async ValueTask<HandOff?> MintAsync(HandOffRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Audience(request.Audience);
        if (request.Lifetime <= TimeSpan.Zero || request.Lifetime > Longest)
        {
            throw new ArgumentException($"Found a lifetime of {request.Lifetime}; a hand-off lives more than nothing and at most {Longest.Days} days.", nameof(request));
        }

        started();
        return await StoreConflicts.RetryAsync(null, async () =>
        {
            var partition = PartitionKey.Of(request.Customer);
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [partition], null, cancellationToken).ConfigureAwait(false);
            if (await OpenAsync(work, partition, request.Session, cancellationToken).ConfigureAwait(false) is null)
            {
                return null;
            }

            var (token, expires) = (SecretToken.Of(instance.Chance.Secret()), instance.Now + request.Lifetime);
            var hash = SecretToken.HashOf(token)!;
            var state = new HandOffState { Session = request.Session, Audience = request.Audience, Scope = request.Scope, ExpiresAt = expires };
            await work.PutAsync(partition, Prefix + hash, 0, StoredJson.Write(state, StoredJson.Default.HandOffState), cancellationToken).ConfigureAwait(false);
            await work.AddLookupAsync(new LookupRow { Kind = LookupKind.HandOff, Key = hash, Partition = partition, Body = default, ExpiresAt = expires + Remembered }, instance.Now, cancellationToken).ConfigureAwait(false);
            await work.ScheduleAsync(partition, ScheduleKind, hash, expires + Remembered, cancellationToken).ConfigureAwait(false);
            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return new HandOff { Token = token, ExpiresAt = expires };
        }).ConfigureAwait(false);
    }

    /// <summary>Redeems a token, once: this device goes on with the session, under a token of its own.</summary>
    /// <param name="token">What was scanned or followed.</param>
    /// <param name="audience">Where it is redeemed, in the words of <see cref="HandOffRequest.Audience"/>.</param>
    /// <param name="device">The device in hand.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    public async ValueTask<RedeemResult> RedeemAsync(string token, string audience, DeviceKind device = DeviceKind.Unknown, CancellationToken cancellationToken = default)
    {
        Audience(audience);
        started();
        if (SecretToken.HashOf(token) is not { } hash || await instance.Store.FindAsync(instance.Tenant, LookupKind.HandOff, hash, instance.Now, cancellationToken).ConfigureAwait(false) is not { Partition: var partition })
        {
            return Refused(HandOffRefusal.NotFound);
        }

        return await StoreConflicts.RetryAsync<RedeemResult>(null, async () =>
        {
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [partition], null, cancellationToken).ConfigureAwait(false);
            if (await work.GetAsync(partition, Prefix + hash, cancellationToken).ConfigureAwait(false) is not { } row)
            {
                return Refused(HandOffRefusal.NotFound);
            }

            var state = StoredJson.Read(row.Body, StoredJson.Default.HandOffState);
            if (state.WhyNot(audience, instance.Now) is { } why)
            {
                return Refused(why);
            }

            if (await OpenAsync(work, partition, state.Session, cancellationToken).ConfigureAwait(false) is not var (session, version))
            {
                return Refused(HandOffRefusal.SessionEnded);
            }

            await work.PutAsync(partition, Prefix + hash, row.Version, StoredJson.Write(state with { UsedAt = instance.Now }, StoredJson.Default.HandOffState), cancellationToken).ConfigureAwait(false);
            var handle = await new SessionRows(instance, work, partition).OpenAsync(session.Move(new SessionMove { Device = device }, instance.Now), version, state.Scope, cancellationToken).ConfigureAwait(false);
            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return new RedeemResult.Redeemed { Handle = handle };
        }).ConfigureAwait(false);
    }

    /// <summary>Takes out a token that is long over.</summary>
    internal async ValueTask HandleAsync(ScheduleClaim claim)
    {
        var none = CancellationToken.None;
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [claim.Partition], null, none).ConfigureAwait(false);
        if (await work.TryCompleteAsync(claim, none).ConfigureAwait(false) && await work.GetAsync(claim.Partition, Prefix + claim.Key, none).ConfigureAwait(false) is { } row)
        {
            await work.RemoveLookupAsync(LookupKind.HandOff, claim.Key, none).ConfigureAwait(false);
            await work.PutAsync(claim.Partition, Prefix + claim.Key, row.Version, null, none).ConfigureAwait(false);
            await work.CommitAsync(none).ConfigureAwait(false);
        }
    }

    private static RedeemResult.Refused Refused(HandOffRefusal because) => new() { Because = because };

    private static void Audience(string audience)
    {
        ArgumentNullException.ThrowIfNull(audience);
        if (audience.Length is 0 or > 64)
        {
            throw new ArgumentException($"Found an audience of {audience.Length} characters; name it in 1 to 64, such as \"app\".", nameof(audience));
        }
    }

    private async ValueTask<(SessionState Session, long Version)?> OpenAsync(IUnitOfWork work, PartitionKey partition, SessionId id, CancellationToken cancellationToken)
    {
        var (session, version) = await new SessionRows(instance, work, partition).GetAsync(id, cancellationToken).ConfigureAwait(false);
        return session is { Ended: null } && instance.Now < session.SeenAt + instance.Options.SessionLifetime ? (session, version) : null;
    }
}
