using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Says what happened to carts, in English a person can read, while a timeline is read from its beginning.</summary>
internal sealed class CartTimeline(TenantId tenant, CustomerId customer)
{
    private readonly Dictionary<int, StoredTables> tables = [];

    public TimelineEntry EntryOf(EventRow row)
    {
        var number = StoredOp.NumberOf(row.Entry.Body.Span);
        var known = tables.TryGetValue(number, out var of) ? of : tables[number] = new StoredTables(tenant);
        var op = StoredOp.Read(row.Entry.Body.Span, known, row.Entry.Id, row.Sequence, row.Entry.At, row.Entry.RecordedAt);
        return new TimelineEntry
        {
            Sequence = row.Sequence,
            Customer = customer,
            Type = $"cart.{Verb(op)}",
            At = row.Entry.At,
            RecordedAt = row.Entry.RecordedAt,
            Source = "cart",
            Id = row.Entry.Id,
            Channel = op.Where,
            Summary = string.Create(CultureInfo.InvariantCulture, $"Cart {number}: {Words(op)}{(op.Actor.Length > 0 ? $", by {op.Actor}" : "")}{(op.Where is { } where ? $" on {where}" : "")}."),
        };
    }

    private static string Verb(CartOp op) => op.Step is { } step ? step.Stage.ToString().ToLowerInvariant() : op.Kind switch
    {
        CartOpKind.Add => "added",
        CartOpKind.Set => "set",
        CartOpKind.Decrement => "decremented",
        CartOpKind.Remove => "removed",
        CartOpKind.Clear => "cleared",
        CartOpKind.Retract => "undone",
        CartOpKind.Link => "linked",
        CartOpKind.SetField => "field-set",
        CartOpKind.AddCode => "code-added",
        CartOpKind.RemoveCode => "code-removed",
        _ => "folded",
    };

    private static string Words(CartOp op) => op.Kind switch
    {
        CartOpKind.Add => $"{op.Quantity} × {op.Item?.Variant} added",
        CartOpKind.Set => $"{op.Item?.Variant} set to {op.Quantity}",
        CartOpKind.Decrement => $"{op.Quantity} × {op.Item?.Variant} taken away",
        CartOpKind.Remove => $"{op.Item?.Variant} removed",
        CartOpKind.Clear => "everything removed",
        CartOpKind.Retract => $"'{op.Target}' undone",
        CartOpKind.Link => $"cart {op.Link!.Source} linked in, {op.Link.Policy}",
        CartOpKind.SetField => $"field '{op.Name}' {(op.Quantity > 0 ? "set" : "taken away")}",
        CartOpKind.AddCode => $"code '{op.Name}' entered",
        CartOpKind.RemoveCode => $"code '{op.Name}' taken out",
        CartOpKind.Step when op.Step!.Order is { } order => $"became order '{order}'",
        CartOpKind.Step => $"now {op.Step!.Stage.ToString().ToLowerInvariant()}{(op.Step.Into is { } into ? $" into {into}" : "")}",
        _ => "folded",
    };
}
