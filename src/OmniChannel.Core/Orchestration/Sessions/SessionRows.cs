using System.Text;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Sessions within an open unit that names their customer's partition: one state row each, a look-up name for each token, and the day they run out.</summary>
internal sealed class SessionRows(Instance instance, IUnitOfWork work, PartitionKey partition)
{
    public const string Prefix = "session/";
    public const string ScheduleKind = "session";

    public static string KeyOf(SessionId session) => Prefix + session.Value;

    public static SessionState? Read(StateRow? row) => row is null ? null : StoredJson.Read(row.Body, StoredJson.Default.SessionState);

    /// <summary>Where the session of a token is; null for no such token.</summary>
    public static async ValueTask<(PartitionKey Partition, SessionId Session)?> FindAsync(Instance instance, string hash, CancellationToken cancellationToken) =>
        await instance.Store.FindAsync(instance.Tenant, LookupKind.Session, hash, instance.Now, cancellationToken).ConfigureAwait(false) is { } row
            ? (row.Partition, new SessionId(Encoding.UTF8.GetString(row.Body.Span)))
            : null;

    public async ValueTask<(SessionState? Session, long Version)> GetAsync(SessionId session, CancellationToken cancellationToken)
    {
        var row = await work.GetAsync(partition, KeyOf(session), cancellationToken).ConfigureAwait(false);
        return (Read(row), row?.Version ?? 0);
    }

    public async ValueTask PutAsync(SessionState session, long version, CancellationToken cancellationToken) =>
        await work.PutAsync(partition, KeyOf(session.Id), version, StoredJson.Write(session, StoredJson.Default.SessionState), cancellationToken).ConfigureAwait(false);

    /// <summary>Begins a session, and gives the device its token.</summary>
    public async ValueTask<SessionHandle> StartAsync(SessionMove at, CodeId? code, CancellationToken cancellationToken)
    {
        await CustomerUnit.RefuseErasedAsync(work, partition, cancellationToken).ConfigureAwait(false);
        var now = instance.Now;
        var begun = new SessionState { Id = new SessionId(instance.Chance.Name(now)), StartedAt = now, SeenAt = now, Code = code }.Move(at, now);
        await work.ScheduleAsync(partition, ScheduleKind, begun.Id.Value, now + instance.Options.SessionLifetime, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(begun, 0, SessionScope.Pay, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets another device open a session, by a token of its own.</summary>
    public async ValueTask<SessionHandle> OpenAsync(SessionState session, long version, SessionScope scope, CancellationToken cancellationToken)
    {
        var token = SecretToken.Of(instance.Chance.Secret());
        var device = new SessionDevice { TokenHash = SecretToken.HashOf(token)!, Scope = scope };
        var (opened, gone) = session.With(device);
        if (gone is not null)
        {
            await work.RemoveLookupAsync(LookupKind.Session, gone.TokenHash, cancellationToken).ConfigureAwait(false);
        }

        await PutAsync(opened, version, cancellationToken).ConfigureAwait(false);
        await work.AddLookupAsync(new LookupRow { Kind = LookupKind.Session, Key = device.TokenHash, Partition = partition, Body = Encoding.UTF8.GetBytes(session.Id.Value) }, instance.Now, cancellationToken).ConfigureAwait(false);
        return new SessionHandle { Token = token, Session = View(opened, device, partition) };
    }

    /// <summary>Takes a session out for good, with its tokens.</summary>
    public async ValueTask PurgeAsync(SessionState session, long version, CancellationToken cancellationToken)
    {
        foreach (var device in session.Devices ?? [])
        {
            await work.RemoveLookupAsync(LookupKind.Session, device.TokenHash, cancellationToken).ConfigureAwait(false);
        }

        await work.PutAsync(partition, KeyOf(session.Id), version, null, cancellationToken).ConfigureAwait(false);
    }

    public static Session View(SessionState session, SessionDevice device, PartitionKey partition) => new()
    {
        Id = session.Id,
        Customer = new CustomerId(partition.Key),
        Scope = device.Scope,
        StartedAt = session.StartedAt,
        SeenAt = session.SeenAt,
        Device = session.Device,
        Page = session.Page,
        Step = session.Step,
        Viewed = session.Viewed ?? [],
        Data = session.Data ?? new Dictionary<string, string>(),
        Code = session.Code,
    };
}
