using System.Security.Cryptography;
using System.Text;

namespace OmniChannel;

/// <summary>What somebody wants done to a cart, and how much of the cart that somebody had seen. Immutable; made by its static members and refined by <c>with</c>.</summary>
public sealed record CartCommand
{
    private CartCommand()
    {
    }

    /// <summary>What is to be done.</summary>
    public CartOpKind Kind { get; private init; }

    /// <summary>Which line; null where none is meant.</summary>
    public CartItem? Item { get; private init; }

    /// <summary>How many units.</summary>
    public int Quantity { get; private init; }

    /// <summary>The operation to undo, or the field or code that is meant.</summary>
    public string? Name { get; private init; }

    /// <summary>A field's value. Kept beside the log, where it can be erased.</summary>
    public string? Value { get; private init; }

    /// <summary>Names the operation, unique within the customer: repeated, it answers what it answered the first time. At most 64 characters.</summary>
    /// <value>Null: a new name, so that every call counts.</value>
    public string? OpId { get; init; }

    /// <summary>Who does it: a device, a session, an agent. Not a person's name. At most 64 characters.</summary>
    /// <value>Null: the library's caller as such.</value>
    public string? Actor { get; init; }

    /// <summary>The actor's own count of its operations, from 1 without gaps; lets a device that was offline send them one by one, in their order.</summary>
    /// <value>Null: not counted.</value>
    public long? ActorSequence { get; init; }

    /// <summary>The version of the cart that the actor had seen when it decided. A removal takes away what was there then, and nothing newer.</summary>
    /// <value>Null: whatever there is.</value>
    public long? BasedOn { get; init; }

    /// <summary>Refuses when the cart has another version by now.</summary>
    /// <value>Null: it is applied to what there is.</value>
    public long? ExpectedVersion { get; init; }

    /// <summary>When the actor did it; an instant ahead of the server's clock counts as now.</summary>
    /// <value>Null: now.</value>
    public DateTimeOffset? At { get; init; }

    /// <summary>Over which channel it came.</summary>
    public Channel? Where { get; init; }

    /// <summary>The unit price that goes with the line; the first price fixes the cart's currency.</summary>
    public Money? Price { get; init; }

    /// <summary>Whether the actor may undo what another did: an agent, or the customer in person.</summary>
    public bool MayUndoOthers { get; init; }

    /// <summary>Adds units of an item, 1 to 9,999.</summary>
    public static CartCommand Add(CartItem item, int quantity = 1) => Of(CartOpKind.Add, item, quantity);

    /// <summary>Sets the quantity of an item, 0 to 9,999; 0 removes it.</summary>
    public static CartCommand Set(CartItem item, int quantity) => Of(CartOpKind.Set, item, quantity);

    /// <summary>Takes units of an item away, 1 to 9,999; never below zero.</summary>
    public static CartCommand Decrement(CartItem item, int quantity = 1) => Of(CartOpKind.Decrement, item, quantity);

    /// <summary>Removes an item.</summary>
    public static CartCommand Remove(CartItem item) => Of(CartOpKind.Remove, item, 0);

    /// <summary>Removes all items.</summary>
    public static CartCommand Clear() => new() { Kind = CartOpKind.Clear };

    /// <summary>Undoes an operation, or an undoing.</summary>
    /// <param name="opId">Its name.</param>
    public static CartCommand Undo(string opId) => new() { Kind = CartOpKind.Retract, Name = opId };

    /// <summary>Sets a field, such as "note"; null takes it away. The value is at most 4,000 characters and never stands in the log.</summary>
    public static CartCommand SetField(string name, string? value) => new() { Kind = CartOpKind.SetField, Name = name, Value = value };

    /// <summary>Enters a code. An unknown code stays too: what it is worth is judged when the cart is priced.</summary>
    public static CartCommand AddCode(string code) => new() { Kind = CartOpKind.AddCode, Name = code };

    /// <summary>Takes a code out again.</summary>
    public static CartCommand RemoveCode(string code) => new() { Kind = CartOpKind.RemoveCode, Name = code };

    /// <summary>Makes a line of a like or a save: an add that names the touchpoint as its origin and, done twice, counts once. Null when the touchpoint names no product.</summary>
    /// <param name="touchpoint">A like or save (<see cref="TouchpointType.ItemLiked"/>, <see cref="TouchpointType.ItemSaved"/>), or any other whose data holds "variant": the product variant.</param>
    /// <param name="saved">Whether it goes to the shelf "saved for later"; else to what is bought.</param>
    public static CartCommand? Of(Touchpoint touchpoint, bool saved = true)
    {
        ArgumentNullException.ThrowIfNull(touchpoint);
        if (!touchpoint.Data.TryGetValue("variant", out var variant))
        {
            return null;
        }

        // A touchpoint is unique by source and id, which together are longer than the name of an operation may be.
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{touchpoint.Source.Length} {touchpoint.Source}{touchpoint.Id}")).AsSpan(0, 16));
        return Add(new CartItem { Variant = variant, IsSaved = saved }) with { OpId = $"touch/{id}", Actor = "touchpoint", At = touchpoint.At, Where = touchpoint.Channel };
    }

    private static CartCommand Of(CartOpKind kind, CartItem item, int quantity)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new CartCommand { Kind = kind, Item = item, Quantity = quantity };
    }
}
