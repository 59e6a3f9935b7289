using System.Data.Common;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>A unit of work over the people that a decision concerns: their records are read when it opens; decisions are written with the look-up names, the memberships and the timelines that follow from them.</summary>
internal sealed class IdentityUnit : IAsyncDisposable
{
    private readonly Instance instance;
    private readonly IReadOnlyList<IdentityMember> members;

    private IdentityUnit(Instance instance, IUnitOfWork work, IReadOnlyList<IdentityMember> members)
    {
        this.instance = instance;
        this.members = members;
        Work = work;
    }

    public IUnitOfWork Work { get; }

    public IReadOnlyList<IdentityMember> Members => members;

    public static async ValueTask<IdentityUnit> OpenAsync(Instance instance, IReadOnlyCollection<CustomerId> customers, DbTransaction? joined, CancellationToken cancellationToken)
    {
        var work = await instance.Store.BeginAsync(instance.Tenant, [.. customers.Select(PartitionKey.Of)], joined, cancellationToken).ConfigureAwait(false);
        try
        {
            var members = new List<IdentityMember>(customers.Count);
            foreach (var customer in customers)
            {
                var (state, record) = (CustomerUnit.AddressOf(customer), IdentityMember.AddressOf(customer));
                members.Add(IdentityMember.Of(
                    customer,
                    await work.GetAsync(state.Partition, state.Key, cancellationToken).ConfigureAwait(false),
                    await work.GetAsync(record.Partition, record.Key, cancellationToken).ConfigureAwait(false)));
            }

            return new IdentityUnit(instance, work, members);
        }
        catch
        {
            await work.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes what was decided; the commit is the caller's.</summary>
    /// <exception cref="StoreConflictException">Somebody else was given an identifier at the same moment.</exception>
    public async ValueTask WriteAsync(IdentityLog log, CancellationToken cancellationToken)
    {
        var now = instance.Now;
        var name = instance.Chance.Name(now);
        var number = 0;
        foreach (var decision in log.Decisions.Where(IdentityMember.IsWritten))
        {
            await NameAsync(decision, now, cancellationToken).ConfigureAwait(false);
            await AppendAsync(decision, $"{name}/{number++}", now, cancellationToken).ConfigureAwait(false);
        }

        foreach (var member in members)
        {
            await member.WriteAsync(instance, Work, log.Graph, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => Work.DisposeAsync();

    private async ValueTask NameAsync(IdentityDecision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (decision.Kind is not (IdentityDecisionKind.Attached or IdentityDecisionKind.Moved))
        {
            return;
        }

        var key = decision.Identifier!.Value.ToString();
        if (decision.Kind == IdentityDecisionKind.Moved)
        {
            await Work.RemoveLookupAsync(LookupKind.Identifier, key, cancellationToken).ConfigureAwait(false);
        }

        var row = new LookupRow { Kind = LookupKind.Identifier, Key = key, Partition = PartitionKey.Of(decision.Customer), Body = default };
        if ((await Work.AddLookupAsync(row, now, cancellationToken).ConfigureAwait(false)).Partition != row.Partition)
        {
            throw new StoreConflictException("The identifier was given to somebody else at the same moment.");
        }
    }

    /// <summary>In the timeline of everybody whom it concerns, under one name.</summary>
    private async ValueTask AppendAsync(IdentityDecision decision, string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var body = StoredJson.Write(new TimelineBody { Identity = decision }, StoredJson.Default.TimelineBody);
        foreach (var customer in new[] { decision.Customer, decision.Other ?? decision.Customer }.Distinct())
        {
            var entry = new NewEvent { Source = IdentityMember.Source, Id = id, Type = TimelineTypes.Of(decision.Kind), At = decision.At, RecordedAt = now, Body = body };
            await Work.AppendAsync(PartitionKey.Of(customer), entry, cancellationToken).ConfigureAwait(false);
        }
    }
}
