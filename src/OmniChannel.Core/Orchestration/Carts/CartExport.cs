using System.Text.Json;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Writes a customer's carts for a person to read: what is in them, and every operation that led there. Their rows are compact and say nothing to anybody.</summary>
internal sealed class CartExport(Instance instance)
{
    private readonly CartBook book = new(instance);
    private readonly CouponBook coupons = new(instance);

    public async ValueTask WriteAsync(Utf8JsonWriter json, CustomerId customer, CancellationToken cancellationToken)
    {
        var index = CartIndex.Of(await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(customer), CartIndex.Key, cancellationToken).ConfigureAwait(false));
        for (var number = 1; number <= index.Last; number++)
        {
            var row = await book.ReadAsync(new CartId(customer, number), cancellationToken).ConfigureAwait(false);
            if (row.Stored != 0)
            {
                var view = await coupons.ShowAsync(CartViews.Of(row.Head, row.Quotes, book.Rule), null, cancellationToken).ConfigureAwait(false);
                Write(json, row, view, await book.ReadLogAsync(row.Head, cancellationToken).ConfigureAwait(false));
                await json.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, CartRow row, CartView view, List<CartOp> log)
    {
        json.WriteStartObject();
        json.WriteString("cart", view.Cart.ToString());
        json.WriteString("stage", row.Life.Stage.ToString());
        json.WriteNumber("version", view.Version);
        json.WriteStartArray("lines");
        foreach (var line in view.Lines.Concat(view.Saved))
        {
            json.WriteStartObject();
            json.WriteString("variant", line.Item.Variant);
            json.WriteNumber("quantity", line.Quantity);
            Text(json, "attributes", line.Item.Attributes);
            Text(json, "pickupStore", line.Item.PickupStore);
            Text(json, "price", line.Quote?.Unit.ToString());
            json.WriteBoolean("savedForLater", line.Item.IsSaved);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("codes");
        foreach (var code in view.Codes)
        {
            json.WriteStringValue(code);
        }

        json.WriteEndArray();
        Text(json, "discount", view.Coupons.Count > 0 ? view.Discount?.ToString() : null);
        json.WriteStartArray("operations");
        var items = log.Where(op => op.Item is not null).GroupBy(op => op.Line).ToDictionary(same => same.Key, same => same.First().Item!);
        foreach (var op in log)
        {
            Write(json, op, op.Item ?? items.GetValueOrDefault(op.Line));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CartOp op, CartItem? item)
    {
        json.WriteStartObject();
        json.WriteString("id", op.Id);
        json.WriteString("kind", op.Kind.ToString());
        json.WriteString("at", op.At);
        Text(json, "actor", op.Actor.Length == 0 ? null : op.Actor);
        Text(json, "over", op.Where?.Name);
        Text(json, "variant", item?.Variant);
        if (op.Quantity != 0)
        {
            json.WriteNumber("quantity", op.Quantity);
        }

        Text(json, "name", op.Name);
        Text(json, "undoes", op.Target);
        Text(json, "stage", op.Step?.Stage.ToString());
        Text(json, "order", op.Step?.Order);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
