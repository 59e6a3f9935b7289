using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Says whether a message still makes sense: by what it speaks of, then by the host's own word. Reads what is committed.</summary>
internal sealed class MessageRelevance(Instance instance)
{
    private readonly CartBook carts = new(instance);

    /// <summary>Null when it makes sense, as far as it is not a matter of time: offers that end are the decision's business.</summary>
    public async ValueTask<Irrelevance?> WhyNotAsync(Message message, CustomerId customer, CancellationToken cancellationToken) =>
        (message.About is { } about ? await WhyNotAsync(about, cancellationToken).ConfigureAwait(false) : null)
        ?? (instance.Relevance is { } host ? Irrelevance.OfHost(await host.WhyNotAsync(message, customer, cancellationToken).ConfigureAwait(false)) : null);

    private async ValueTask<Irrelevance?> WhyNotAsync(MessageAbout about, CancellationToken cancellationToken)
    {
        if (about.Items is { Count: > 0 } items && await AreSoldOutAsync(items, cancellationToken).ConfigureAwait(false))
        {
            return new Irrelevance { Code = "relevance.sold-out", Why = string.Join(", ", items) };
        }

        return about.Cart is { } cart ? await WhyNotAsync(cart, cancellationToken).ConfigureAwait(false) : null;
    }

    private async ValueTask<bool> AreSoldOutAsync(IReadOnlyList<StockItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            var rows = await instance.Store.ListStatesAsync(instance.Tenant, PartitionKey.Of(item), StockUnit.LevelPrefix, null, StoreLimits.MaxRows, cancellationToken).ConfigureAwait(false);
            if (rows.Count == 0 || StockUnit.LevelsOf(rows).Any(level => level.Available > 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A cart that was linked into another is judged by that one. The reason names the number, not the customer.</summary>
    private async ValueTask<Irrelevance?> WhyNotAsync(CartId cart, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop < 16; hop++)
        {
            var row = await carts.ReadAsync(cart, cancellationToken).ConfigureAwait(false);
            switch (row.Life.Stage)
            {
                case CartStage.Merged when row.Life.Into is { } into:
                    cart = into;
                    continue;
                case CartStage.Claimed or CartStage.Ordered:
                    return Because("relevance.cart-bought");
                case CartStage.Purged:
                    return Because("relevance.cart-empty");
                default:
                    return row.Stored == 0 || CartViews.Of(row.Head, row.Quotes, carts.Rule).Lines.Count == 0 ? Because("relevance.cart-empty") : null;
            }
        }

        return null;

        Irrelevance Because(string code) => new() { Code = code, Why = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"cart {cart.Number}") };
    }
}
