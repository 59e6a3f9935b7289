using System.Collections.Concurrent;

namespace EmbeddedShop;

/// <summary>Something to buy.</summary>
internal sealed record Product(string Id, string Name, decimal Price);

/// <summary>Somebody with an account at the shop.</summary>
internal sealed record Shopper(string Id, string Name, string Email, DateTimeOffset Since, bool WantsOffers);

/// <summary>The shop as it was before anybody thought of messages: products, shoppers, carts, and agents at the help desk.</summary>
internal sealed class Shop
{
    private readonly ConcurrentDictionary<string, List<Product>> _carts = new();
    private int _orders;
    private volatile int _freeAgents = 1;

    public IReadOnlyList<Product> Products { get; } =
    [
        new("boots", "Hiking boots", 129.00m),
        new("lamp", "Head lamp", 24.90m),
        new("tent", "Tent for two", 199.00m),
    ];

    public IReadOnlyList<Shopper> Shoppers { get; } =
    [
        new("ada", "Ada", "ada@example.com", new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero), WantsOffers: true),
        new("ben", "Ben", "ben@example.com", new(2025, 9, 1, 0, 0, 0, TimeSpan.Zero), WantsOffers: false),
    ];

    /// <summary>How many agents could answer a chat now.</summary>
    public int FreeAgents
    {
        get => _freeAgents;
        set => _freeAgents = value;
    }

    public Shopper? FindShopper(string? id) => Shoppers.FirstOrDefault(shopper => shopper.Id == id);

    public Product? FindProduct(string id) => Products.FirstOrDefault(product => product.Id == id);

    public Cart CartOf(Shopper shopper)
    {
        var items = _carts.GetOrAdd(shopper.Id, _ => []);
        lock (items)
        {
            return new Cart([.. items]);
        }
    }

    public void Put(Shopper shopper, Product product)
    {
        var items = _carts.GetOrAdd(shopper.Id, _ => []);
        lock (items)
        {
            items.Add(product);
        }
    }

    /// <summary>Empties the cart and gives the order its number; null for an empty cart.</summary>
    public Order? CheckOut(Shopper shopper)
    {
        var items = _carts.GetOrAdd(shopper.Id, _ => []);
        lock (items)
        {
            if (items.Count == 0)
            {
                return null;
            }

            var order = new Order($"{1000 + Interlocked.Increment(ref _orders)}", new Cart([.. items]));
            items.Clear();
            return order;
        }
    }
}

/// <summary>What is in a cart.</summary>
internal sealed record Cart(IReadOnlyList<Product> Items)
{
    public decimal Total => Items.Sum(item => item.Price);

    public string Names => string.Join(", ", Items.Select(item => item.Name));
}

/// <summary>A cart that was bought.</summary>
internal sealed record Order(string Number, Cart Cart);
