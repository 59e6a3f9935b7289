using System.Data.Common;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Records what customers did, allowed and are: an entry in the timeline and the state it leads to, in one transaction.</summary>
internal sealed class Recorder(Instance instance, IdentityDecider identities)
{
    public async ValueTask<RecordResult> RecordAsync(Touchpoint touchpoint, RecordOptions? options, CancellationToken cancellationToken)
    {
        RecordChecks.Check(touchpoint, instance.Now);
        using var activity = Telemetry.StartRecord("touchpoint");
        if (touchpoint.Identifiers is { Count: > 0 } identifiers)
        {
            var subject = touchpoint.Customer == default ? (CustomerId?)null : touchpoint.Customer;
            try
            {
                var known = await identities.ResolveAsync(identifiers, subject, options, cancellationToken).ConfigureAwait(false);
                touchpoint = touchpoint with { Customer = known.Customer };
            }
            catch (CustomerErasedException)
            {
                return RecordResult.Erased;
            }
        }

        var body = new TimelineBody { Touchpoint = touchpoint, Channel = touchpoint.Channel };
        return await MoveAsync(
            touchpoint.Customer,
            options?.Transaction,
            unit => unit.AppendAsync(touchpoint.Source, touchpoint.Id, TimelineTypes.Of(touchpoint), touchpoint.At.ToUniversalTime(), instance.Now, body, cancellationToken),
            state => instance.Fold.Apply(state, touchpoint),
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<RecordResult> RecordAsync(CustomerId customer, ConsentRecord consent, RecordOptions? options, CancellationToken cancellationToken)
    {
        RecordChecks.Check(customer, consent, instance.Now);
        using var activity = Telemetry.StartRecord("consent");
        var body = new TimelineBody { Consent = consent, Channel = consent.Channel };
        return await MoveAsync(
            customer,
            options?.Transaction,
            unit => unit.AppendAsync(consent.Source, IdOf(consent), TimelineTypes.Consent, consent.At.ToUniversalTime(), instance.Now, body, cancellationToken),
            state => CustomerFold.Apply(state, consent),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forbids a purpose on a channel from now on, if it is not forbidden already.</summary>
    public async ValueTask DenyAsync(CustomerId customer, Purpose purpose, Channel channel, string source, CancellationToken cancellationToken)
    {
        ConsentRecord? denial = null;
        await MoveAsync(
            customer,
            null,
            async unit =>
            {
                denial = DenialAfter(ConsentLedger.Effective(unit.State.Profile.Consents, purpose, channel), purpose, channel, source);
                return denial is not null
                    && await unit.AppendAsync(source, IdOf(denial), TimelineTypes.Consent, denial.At, instance.Now, new TimelineBody { Consent = denial, Channel = channel }, cancellationToken).ConfigureAwait(false);
            },
            state => CustomerFold.Apply(state, denial!),
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<RecordResult> SaveAsync(CustomerProfile profile, CancellationToken cancellationToken)
    {
        ProfileChecks.Check(profile, instance.Accounts, instance.Funnels.Default, instance.Now);
        return await MoveAsync(profile.Id, null, static _ => ValueTask.FromResult(true), state => CustomerFold.Apply(state, profile) with { ProfileSavedAt = instance.Now }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What forbids from now on; null where it is forbidden. Of two at the same instant the one that forbids holds, so a grant by a clock that runs ahead does not outlast it.</summary>
    private ConsentRecord? DenialAfter(ConsentRecord? effective, Purpose purpose, Channel channel, string source) => effective switch
    {
        { Granted: false } => null,
        { At: var granted } when granted > instance.Now => ConsentRecord.Deny(purpose, channel, granted, source),
        _ => ConsentRecord.Deny(purpose, channel, instance.Now, source),
    };

    private static string IdOf(ConsentRecord consent) => $"{consent.Purpose}/{consent.Channel}/{(consent.Granted ? "granted" : "denied")}/{consent.At.UtcTicks}";

    /// <summary>Appends and folds. The figures of the whole tenant are locked only when this customer's part of them changes, which shows once the customer is read.</summary>
    private ValueTask<RecordResult> MoveAsync(CustomerId customer, DbTransaction? joined, Func<CustomerUnit, ValueTask<bool>> append, Func<CustomerState, CustomerState> fold, CancellationToken cancellationToken) =>
        StoreConflicts.RetryAsync(joined, async () =>
            await TryMoveAsync(customer, [], joined, append, fold, cancellationToken).ConfigureAwait(false)
            ?? await TryMoveAsync(customer, [EvidenceBook.Partition], joined, append, fold, cancellationToken).ConfigureAwait(false)
            ?? throw new StoreConflictException("The customer changed between two looks."));

    /// <returns>What became of it; null when the figures of the tenant change and were not named.</returns>
    private async ValueTask<RecordResult?> TryMoveAsync(CustomerId customer, PartitionKey[] others, DbTransaction? joined, Func<CustomerUnit, ValueTask<bool>> append, Func<CustomerState, CustomerState> fold, CancellationToken cancellationToken)
    {
        await using var unit = await CustomerUnit.OpenForChangeAsync(instance, customer, others, joined, cancellationToken).ConfigureAwait(false);
        var before = unit.State;
        if (before.ErasedAt is not null)
        {
            return RecordResult.Erased;
        }

        if (!await append(unit).ConfigureAwait(false))
        {
            return RecordResult.Duplicate;
        }

        unit.State = fold(before);
        if (EvidenceBook.IsMovedBy(before, unit.State))
        {
            if (others.Length == 0)
            {
                return null;
            }

            await EvidenceBook.MoveAsync(unit.Work, before, unit.State, cancellationToken).ConfigureAwait(false);
        }

        await StageNotes.WriteAsync(instance, unit.Work, unit.Partition, before, unit.State, cancellationToken).ConfigureAwait(false);
        instance.Failpoints.Hit(Failpoints.RecordBeforeCommit);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return RecordResult.Recorded;
    }
}
