using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What callers were answered, by their idempotency key. Queued and Deferred are kept for seven days; what was skipped or refused may be tried again.</summary>
internal static class SendAnswers
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>The earlier answer to the same key: repeated for the same request, refused for another; null without one.</summary>
    public static async ValueTask<SendResult?> FindAsync(IUnitOfWork work, SendRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (request.IdempotencyKey is not { } key || await work.FindAsync(LookupKind.IdempotencyKey, key, now, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        var answer = StoredJson.Read(row.Body, StoredJson.Default.SendAnswer);
        if (answer.RequestHash != request.Hash())
        {
            return new SendResult.Refused { Kind = RefusedKind.KeyReused, Reason = Reason.Of("refused.key-reused") };
        }

        return answer.Until is { } until
            ? new SendResult.Deferred { Delivery = answer.Delivery, Until = until, Item = answer.Item, IsReplay = true }
            : new SendResult.Queued { Delivery = answer.Delivery, IsReplay = true };
    }

    /// <summary>Keeps the answer, if the request has a key.</summary>
    /// <exception cref="StoreConflictException">Somebody else was answered under this key meanwhile.</exception>
    public static async ValueTask AddAsync(CustomerUnit unit, SendRequest request, SendAnswer answer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (request.IdempotencyKey is not { } key)
        {
            return;
        }

        var body = StoredJson.Write(answer, StoredJson.Default.SendAnswer);
        var standing = await unit.Work.AddLookupAsync(new LookupRow { Kind = LookupKind.IdempotencyKey, Key = key, Partition = unit.Partition, Body = body, ExpiresAt = now + Kept }, now, cancellationToken).ConfigureAwait(false);
        if (!standing.Body.Span.SequenceEqual(body.Span))
        {
            throw new StoreConflictException("The idempotency key was used by another request at the same moment.");
        }
    }
}

/// <summary>A kept answer. Version 1.</summary>
internal sealed record SendAnswer
{
    public required string RequestHash { get; init; }

    public required DeliveryId Delivery { get; init; }

    /// <summary>When it is to be sent, for one that was deferred; null for one that was queued.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The message's name within its digest; null for none.</summary>
    public string? Item { get; init; }
}
