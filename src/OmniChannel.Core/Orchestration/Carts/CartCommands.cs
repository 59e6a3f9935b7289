using System.Data.Common;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Takes commands on carts: one unit of work each, begun again when another was in the way.</summary>
internal sealed class CartCommands(Instance instance, CartBook book, CartLinks links)
{
    private const int MaxHops = 16;

    /// <summary>Takes one command.</summary>
    public ValueTask<CartResult> DoAsync(CartId cart, CartCommand command, DbTransaction? joined, CancellationToken cancellationToken) =>
        DoAsync(cart, _ => ValueTask.FromResult<(IReadOnlyList<CartCommand>?, CartResult.Refused?)>(([command], null)), command.OpId, joined, cancellationToken);

    /// <summary>Takes what a look at the cart says is to be done; the operations are named after the first.</summary>
    public ValueTask<CartResult> DoAsync(CartId cart, Func<IUnitOfWork, ValueTask<(IReadOnlyList<CartCommand>? Commands, CartResult.Refused? Refused)>> decide, string? opId, DbTransaction? joined, CancellationToken cancellationToken)
    {
        var id = opId ?? instance.Chance.Name(instance.Now);
        return StoreConflicts.RetryAsync(joined, async () =>
        {
            var customers = new List<CustomerId> { cart.Customer };
            while (true)
            {
                await using var work = await instance.Store.BeginAsync(instance.Tenant, [.. customers.Select(PartitionKey.Of)], joined, cancellationToken).ConfigureAwait(false);
                var (commands, refused) = await decide(work).ConfigureAwait(false);
                if (refused is not null)
                {
                    return refused;
                }

                if (commands is [])
                {
                    var row = await book.ReadAsync(work, cart, cancellationToken).ConfigureAwait(false);
                    return new CartResult.Applied { OpId = id, View = await ViewAsync(work, row, cancellationToken).ConfigureAwait(false) };
                }

                CartResult? result = null;
                CustomerId? further = null;
                for (var i = 0; i < commands!.Count && result is not (CartResult.Refused or CartResult.Applied { IsReplay: true }) && further is null; i++)
                {
                    (result, further) = await TakeAsync(work, cart, commands[i], i == 0 ? id : $"{id}+{i}", opId is not null, customers, cancellationToken).ConfigureAwait(false);
                }

                if (further is { } other)
                {
                    customers.Add(other);
                    continue;
                }

                if (result is CartResult.Applied { IsReplay: false })
                {
                    instance.Failpoints.Hit(Failpoints.CartBeforeCommit);
                    await work.CommitAsync(cancellationToken).ConfigureAwait(false);
                    instance.Failpoints.Hit(Failpoints.CartAfterCommit);
                }

                return result!;
            }
        });
    }

    /// <summary>The view of a row in a unit, with the fields.</summary>
    public async ValueTask<CartView> ViewAsync(IUnitOfWork work, CartRow row, CancellationToken cancellationToken)
    {
        var fields = row.Head.Fields.IsEmpty ? null : await CartFields.ReadAsync(work, row.Head, cancellationToken).ConfigureAwait(false);
        return await links.Coupons.ShowAsync(CartViews.Of(row.Head, row.Quotes, book.Rule, fields), work, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leads a command to the cart that takes it, and applies it there.</summary>
    /// <returns>What became of it; or the customer whose partition is needed too.</returns>
    private async ValueTask<(CartResult? Result, CustomerId? Further)> TakeAsync(IUnitOfWork work, CartId cart, CartCommand command, string id, bool named, List<CustomerId> customers, CancellationToken cancellationToken)
    {
        CartId? through = null;
        CustomerId? asked = null;
        for (var hop = 0; hop < MaxHops; hop++)
        {
            var row = await book.ReadAsync(work, cart, cancellationToken).ConfigureAwait(false);
            if (named && asked != cart.Customer && await work.FindEventAsync(PartitionKey.Of(cart.Customer), CartBook.Source, id, cancellationToken).ConfigureAwait(false) is { } before)
            {
                return (await ReplayAsync(work, cart, command, before, cancellationToken).ConfigureAwait(false), null);
            }

            asked = cart.Customer;
            if (row.Stored == 0 && cart.Number > (await NumbersAsync(work, cart, cancellationToken).ConfigureAwait(false)).Last)
            {
                return (CartResult.Refuse(CartRefusal.NotFound), null);
            }

            await links.ReleaseIfDueAsync(work, row, cancellationToken).ConfigureAwait(false);
            if (command.Kind == CartOpKind.Add && Onward(row) is { } next)
            {
                if (!customers.Contains(next.Customer))
                {
                    return (null, next.Customer);
                }

                through = row.Life.Stage == CartStage.Merged ? cart : null;
                cart = next;
                command = command with { BasedOn = null, ActorSequence = null, ExpectedVersion = null };
                continue;
            }

            return (await ApplyAsync(work, row, command, id, through, cancellationToken).ConfigureAwait(false), null);
        }

        return (CartResult.Refuse(CartRefusal.Cycle), null);
    }

    private static async ValueTask<CartIndex> NumbersAsync(IUnitOfWork work, CartId cart, CancellationToken cancellationToken) =>
        cart.Number == 1 ? new CartIndex(1, 1) : await CartIndex.ReadAsync(work, cart.Customer, cancellationToken).ConfigureAwait(false);

    /// <summary>Where an add goes on to from a cart that takes none.</summary>
    private static CartId? Onward(CartRow row) => row.Life.Stage switch
    {
        CartStage.Merged => row.Life.Into,
        CartStage.Claimed or CartStage.Ordered => new CartId(row.Cart.Customer, row.Life.Successor),
        _ => null,
    };

    private async ValueTask<CartResult> ApplyAsync(IUnitOfWork work, CartRow row, CartCommand command, string id, CartId? through, CancellationToken cancellationToken)
    {
        var log = command.Kind == CartOpKind.Retract ? await book.ReadLogAsync(work, row.Head, cancellationToken).ConfigureAwait(false) : null;
        var (op, refused) = CartRules.Judge(row.Head, command, id, log, book.Now);
        if (op is not null && command.Kind is CartOpKind.Add or CartOpKind.Set or CartOpKind.Decrement && await FoldIfLargeAsync(work, row, cancellationToken).ConfigureAwait(false))
        {
            // The version that was expected is the one before the fold; whoever had seen less than is stable now is answered StaleContext, and then nothing is stored.
            (op, refused) = CartRules.Judge(row.Head, command with { ExpectedVersion = null }, id, log, book.Now);
        }

        var reached = false;
        if (Goes(command, refused, log) is { } seen && await book.ReachAsync(work, row.Head, seen, cancellationToken).ConfigureAwait(false) is { } unfolded)
        {
            (row.Head, reached) = (unfolded, true);
            (op, refused) = CartRules.Judge(row.Head, command with { ExpectedVersion = null }, id, log, book.Now);
        }

        if (op is null)
        {
            return refused!;
        }

        if (through is { } guest)
        {
            op = op with { Via = LinkOf(row.Head, guest) };
        }

        if (row.Life.Stage is CartStage.Dormant or CartStage.Archived)
        {
            await CartFacts.BackAsync(instance, work, row.Cart.Customer, cancellationToken).ConfigureAwait(false);
        }

        await book.AppendAsync(work, row, op, cancellationToken).ConfigureAwait(false);
        if (command.Price is { } price && op.Item is not null)
        {
            row.Quotes = row.Quotes.With(op.Line, new CartQuote { Unit = price, At = book.Now });
        }

        if (op.Kind == CartOpKind.SetField)
        {
            await CartFields.WriteAsync(work, row.Head, op.Name!, command.Value, cancellationToken).ConfigureAwait(false);
        }

        if (reached)
        {
            await links.SettleAsync(work, row, cancellationToken).ConfigureAwait(false);
        }

        await book.PutAsync(work, row, cancellationToken).ConfigureAwait(false);
        return new CartResult.Applied { OpId = id, View = await ViewAsync(work, row, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>The version that a command goes by which was refused because more than that is folded; null when it was not refused for that.</summary>
    private static long? Goes(CartCommand command, CartResult.Refused? refused, List<CartOp>? log) => refused?.Reason switch
    {
        CartRefusal.StaleContext => command.BasedOn,
        CartRefusal.UndoExpired when log?.Find(op => op.Id == command.Name) is { } target => target.Version - 1,
        _ => null,
    };

    /// <summary>Folds what is old in a cart that has grown large, where that makes it smaller.</summary>
    private async ValueTask<bool> FoldIfLargeAsync(IUnitOfWork work, CartRow row, CancellationToken cancellationToken)
    {
        if (CartFolding.Stable(row.Head) is not { } stable || stable <= row.Head.FoldedTo)
        {
            return false;
        }

        // An issuer of its own: what a client without a name was served is found by its last operation.
        var fold = links.Library(instance.Chance.Name(instance.Now), CartOpKind.Fold, row.Head) with { Actor = "fold", BasedOn = stable };
        if (CartFolding.SizeOf(row.Head.With(fold, book.Rule)!) > CartFolding.Most - (CartFolding.Kept / 4))
        {
            return false;
        }

        await book.AppendAsync(work, row, fold, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static string? LinkOf(CartHead head, CartId guest)
    {
        foreach (var link in head.Links)
        {
            if (link.Source == guest)
            {
                return link.Id;
            }
        }

        return null;
    }

    /// <summary>What the operation was answered the first time: the cart as it stood with it.</summary>
    private async ValueTask<CartResult> ReplayAsync(IUnitOfWork work, CartId cart, CartCommand command, EventRow before, CancellationToken cancellationToken)
    {
        if (before.Entry.Type != TimelineTypes.Cart)
        {
            return CartResult.Refuse(CartRefusal.OpReused, before.Sequence);
        }

        var row = await book.ReadAsync(work, new CartId(cart.Customer, StoredOp.NumberOf(before.Entry.Body.Span)), cancellationToken).ConfigureAwait(false);
        var log = await book.ReadLogAsync(work, row.Head, cancellationToken).ConfigureAwait(false);
        var op = log.Find(one => one.Id == before.Entry.Id);
        if (op is null || !SaysTheSame(command, op))
        {
            return CartResult.Refuse(CartRefusal.OpReused, before.Sequence);
        }

        row.Head = CartLog.Fold(instance.Tenant, row.Cart, log.Where(one => one.Version <= before.Sequence), book.Rule);
        return new CartResult.Applied { OpId = op.Id, View = await ViewAsync(work, row, cancellationToken).ConfigureAwait(false), IsReplay = true };
    }

    private static bool SaysTheSame(CartCommand command, CartOp op) =>
        command.Kind == op.Kind
        && (command.Actor ?? "") == op.Actor
        && (command.Item is null || ItemCheck.Canonical(command.Item) == op.Item)
        && (command.Kind == CartOpKind.Retract ? command.Name == op.Target : command.Name == op.Name)
        && (command.Kind == CartOpKind.SetField ? (command.Value is null ? 0 : 1) : command.Quantity) == op.Quantity;
}
