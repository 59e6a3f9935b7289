using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>
/// Sessions that go on where they were, on whatever device: position, step, what was looked at. A session is opened by a token, of which only the hash is kept; it lives for
/// <see cref="OmniChannelOptions.SessionLifetime"/> after it was last moved, at least 30 days. Safe for many threads.
/// </summary>
/// <remarks>Reached by <see cref="OmniChannelRuntime.Sessions"/>. A session stays with the customer as whom it began; people who are linked find each other's sessions by <see cref="ContinueAsync"/>.</remarks>
public sealed class Sessions
{
    private readonly Instance instance;
    private readonly Action started;

    internal Sessions(Instance instance, Action started)
    {
        this.instance = instance;
        this.started = started;
    }

    /// <summary>Begins a session.</summary>
    /// <param name="customer">Whose; an anonymous visitor is a customer too.</param>
    /// <param name="at">Where it begins; null for nowhere yet.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>What the device holds from now on.</returns>
    /// <exception cref="ArgumentException">The place breaks a bound of <see cref="SessionMove"/>.</exception>
    public async ValueTask<SessionHandle> StartAsync(CustomerId customer, SessionMove? at = null, CancellationToken cancellationToken = default)
    {
        started();
        var move = Checked(at ?? new SessionMove());
        return await StoreConflicts.RetryAsync(null, async () =>
        {
            var partition = PartitionKey.Of(customer);
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [partition], null, cancellationToken).ConfigureAwait(false);
            var handle = await new SessionRows(instance, work, partition).StartAsync(move, null, cancellationToken).ConfigureAwait(false);
            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return handle;
        }).ConfigureAwait(false);
    }

    /// <summary>Where the session of a token is. Reads, and changes nothing.</summary>
    public async ValueTask<SessionResult> ResumeAsync(string token, CancellationToken cancellationToken = default)
    {
        started();
        if (SecretToken.HashOf(token) is not { } hash
            || await SessionRows.FindAsync(instance, hash, cancellationToken).ConfigureAwait(false) is not { } place
            || SessionRows.Read(await instance.Store.ReadStateAsync(instance.Tenant, place.Partition, SessionRows.KeyOf(place.Session), cancellationToken).ConfigureAwait(false)) is not { } session
            || session.DeviceOf(hash) is not { } device)
        {
            return new SessionResult.NotFound();
        }

        return session.EndOn(device, instance.Now, instance.Options.SessionLifetime) is { } end
            ? new SessionResult.Ended { Because = end }
            : new SessionResult.Found { Session = SessionRows.View(session, device, place.Partition) };
    }

    /// <summary>
    /// Whether the bearer of a token may do what it asks for: what a host calls before it does it, since carts are named and do not know who asks. <see cref="SessionScope.View"/> before
    /// a cart is shown, <see cref="SessionScope.Edit"/> before a command on it, <see cref="SessionScope.Pay"/> before it is claimed and completed. Reads, and changes nothing.
    /// </summary>
    /// <param name="token">What the device sent.</param>
    /// <param name="needs">The least that it must be good for.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>
    /// <see cref="SessionResult.Found"/>: whose cart it is, <c>Carts.CurrentAsync(found.Session.Customer)</c>, and no other. <see cref="SessionResult.Forbidden"/>: the token is good for less.
    /// <see cref="SessionResult.Ended"/>. <see cref="SessionResult.NotFound"/>: the same for a wrong secret and for a session that never was.
    /// </returns>
    public async ValueTask<SessionResult> AllowAsync(string token, SessionScope needs, CancellationToken cancellationToken = default)
    {
        if (!Enum.IsDefined(needs))
        {
            throw new ArgumentOutOfRangeException(nameof(needs), needs, "Not a scope; expected View, Edit or Pay.");
        }

        return await ResumeAsync(token, cancellationToken).ConfigureAwait(false) switch
        {
            SessionResult.Found { Session.Scope: var scope } when scope < needs => new SessionResult.Forbidden(),
            var answer => answer,
        };
    }

    /// <summary>Moves a session on, which keeps it alive.</summary>
    /// <exception cref="ArgumentException">The move breaks a bound of <see cref="SessionMove"/>, alone or with what the session keeps already.</exception>
    public ValueTask<SessionResult> MoveAsync(string token, SessionMove move, CancellationToken cancellationToken = default)
    {
        Checked(move);
        return ChangeAsync(token, SessionScope.Edit, (session, _) => session.WhyNot(move) is { } problem ? throw new ArgumentException(problem, nameof(move)) : session.Move(move, instance.Now), cancellationToken);
    }

    /// <summary>Opens on another device the session that its person used last, as a person who has signed in there expects.</summary>
    /// <param name="customer">Who signed in; the sessions of those linked to the same person count too.</param>
    /// <param name="device">The device in hand now.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>What the device holds from now on; null when there is no session to go on with.</returns>
    public async ValueTask<SessionHandle?> ContinueAsync(CustomerId customer, DeviceKind device, CancellationToken cancellationToken = default)
    {
        started();
        var state = await CustomerUnit.ReadAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        var newest = default((PartitionKey Partition, SessionState Session));
        foreach (var member in state.Person?.Members ?? [customer])
        {
            var partition = PartitionKey.Of(member);
            foreach (var entry in await instance.Store.ListStatesAsync(instance.Tenant, partition, SessionRows.Prefix, null, StoreLimits.MaxRows, cancellationToken).ConfigureAwait(false))
            {
                var session = SessionRows.Read(entry.Row)!;
                newest = IsOpen(session) && (newest.Session is null || session.SeenAt > newest.Session.SeenAt) ? (partition, session) : newest;
            }
        }

        return newest.Session is null ? null : await StoreConflicts.RetryAsync(null, async () =>
        {
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [newest.Partition], null, cancellationToken).ConfigureAwait(false);
            var rows = new SessionRows(instance, work, newest.Partition);
            var (session, version) = await rows.GetAsync(newest.Session.Id, cancellationToken).ConfigureAwait(false);
            if (session is null || !IsOpen(session))
            {
                return null;
            }

            var handle = await rows.OpenAsync(session.Move(new SessionMove { Device = device }, instance.Now), version, SessionScope.Pay, cancellationToken).ConfigureAwait(false);
            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return handle;
        }).ConfigureAwait(false);
    }

    /// <summary>Signs the device out: its token opens nothing any more, and it goes on in a new session of somebody anonymous, with a cart of its own. Other devices go on as they were.</summary>
    /// <param name="token">What the device held.</param>
    /// <param name="visitor">As whom the device goes on: a new customer of <c>Identities.SignOutAsync</c>.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    public ValueTask<SessionHandle> SignOutAsync(string token, CustomerId visitor, CancellationToken cancellationToken = default) => LeaveAsync(token, visitor, SessionEnd.SignedOut, cancellationToken);

    /// <summary>Somebody else signs in on the device: its token opens nothing any more, and it goes on with a session of the other. Neither gets anything of the other's.</summary>
    /// <param name="token">What the device held.</param>
    /// <param name="customer">Who signed in.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    public ValueTask<SessionHandle> SwitchAsync(string token, CustomerId customer, CancellationToken cancellationToken = default) => LeaveAsync(token, customer, SessionEnd.Switched, cancellationToken);

    /// <summary>Ends a session on all its devices.</summary>
    public ValueTask<SessionResult> EndAsync(string token, CancellationToken cancellationToken = default) =>
        ChangeAsync(token, SessionScope.Edit, static (session, _) => session with { Ended = SessionEnd.Closed }, cancellationToken);

    /// <summary>Ends a session that nobody came back to, and takes it out once it has been over for as long again.</summary>
    internal async ValueTask HandleAsync(ScheduleClaim claim)
    {
        var none = CancellationToken.None;
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [claim.Partition], null, none).ConfigureAwait(false);
        if (!await work.TryCompleteAsync(claim, none).ConfigureAwait(false))
        {
            return;
        }

        var rows = new SessionRows(instance, work, claim.Partition);
        var (session, version) = await rows.GetAsync(new SessionId(claim.Key), none).ConfigureAwait(false);
        var over = session?.SeenAt + instance.Options.SessionLifetime;
        var purge = over + instance.Options.SessionLifetime;
        if (session is not null && instance.Now >= purge)
        {
            await rows.PurgeAsync(session, version, none).ConfigureAwait(false);
        }
        else if (session is not null)
        {
            if (instance.Now >= over && session.Ended is null)
            {
                await rows.PutAsync(session with { Ended = SessionEnd.Expired }, version, none).ConfigureAwait(false);
            }

            await work.ScheduleAsync(claim.Partition, SessionRows.ScheduleKind, claim.Key, instance.Now >= over ? purge!.Value : over!.Value, none).ConfigureAwait(false);
        }

        await work.CommitAsync(none).ConfigureAwait(false);
    }

    internal static SessionMove Checked(SessionMove move)
    {
        ArgumentNullException.ThrowIfNull(move);
        return new SessionState { Id = default, StartedAt = default, SeenAt = default }.WhyNot(move) is { } problem ? throw new ArgumentException(problem, nameof(move)) : move;
    }

    private bool IsOpen(SessionState session) => session.Ended is null && instance.Now < session.SeenAt + instance.Options.SessionLifetime;

    private async ValueTask<SessionHandle> LeaveAsync(string token, CustomerId customer, SessionEnd end, CancellationToken cancellationToken)
    {
        var hash = SecretToken.HashOf(token);
        await ChangeAsync(token, SessionScope.View, (session, _) => session.EndOn(hash!, end), cancellationToken).ConfigureAwait(false);
        return (end == SessionEnd.Switched ? await ContinueAsync(customer, DeviceKind.Unknown, cancellationToken).ConfigureAwait(false) : null)
            ?? await StartAsync(customer, null, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<SessionResult> ChangeAsync(string token, SessionScope needs, Func<SessionState, SessionDevice, SessionState> change, CancellationToken cancellationToken)
    {
        started();
        if (SecretToken.HashOf(token) is not { } hash || await SessionRows.FindAsync(instance, hash, cancellationToken).ConfigureAwait(false) is not { } place)
        {
            return new SessionResult.NotFound();
        }

        return await StoreConflicts.RetryAsync<SessionResult>(null, async () =>
        {
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [place.Partition], null, cancellationToken).ConfigureAwait(false);
            var rows = new SessionRows(instance, work, place.Partition);
            var (session, version) = await rows.GetAsync(place.Session, cancellationToken).ConfigureAwait(false);
            if (session?.DeviceOf(hash) is not { } device)
            {
                return new SessionResult.NotFound();
            }

            if (session.EndOn(device, instance.Now, instance.Options.SessionLifetime) is { } end)
            {
                return new SessionResult.Ended { Because = end };
            }

            if (device.Scope < needs)
            {
                return new SessionResult.Forbidden();
            }

            var changed = change(session, device);
            await rows.PutAsync(changed, version, cancellationToken).ConfigureAwait(false);
            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return changed.EndOn(changed.DeviceOf(hash)!, instance.Now, instance.Options.SessionLifetime) is { } over
                ? new SessionResult.Ended { Because = over }
                : new SessionResult.Found { Session = SessionRows.View(changed, device, place.Partition) };
        }).ConfigureAwait(false);
    }
}
