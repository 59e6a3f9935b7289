namespace OmniChannel.Tests.Carts;

/// <summary>A client that replaces the whole cart, as UCP's Update Cart does.</summary>
public sealed class CartDiffTests
{
    [Fact]
    public void TwoReplacements_OfTheSameVersion_KeepBothItems()
    {
        var cart = new Logged("anna");
        cart.Add("p", 1);
        var served = cart.Head;

        Put(cart, served, "one", ("p", 1), ("a", 1));
        Put(cart, served, "two", ("p", 1), ("b", 1));

        Assert.Equal((1, 1, 1), (cart.Of("p"), cart.Of("a"), cart.Of("b")));
    }

    [Fact]
    public void Replacement_ChangesOnlyWhatItsEditorChanged()
    {
        var cart = new Logged("anna");
        cart.Add("a", 5);
        cart.Add("b", 2);
        cart.Add("c", 1);
        var served = cart.Head;
        cart.Add("b", 3, "phone");
        cart.Add("d", 4, "phone");

        Put(cart, served, "agent", ("a", 3), ("b", 2), ("e", 1));

        Assert.Equal((3, 5, 0, 4, 1), (cart.Of("a"), cart.Of("b"), cart.Of("c"), cart.Of("d"), cart.Of("e")));
    }

    [Fact]
    public void Replacement_ByWhatWasServed_IsNothing() =>
        Assert.Empty(CartDiff.Of(Served(), [new CartQuantity { Item = Replica.Item("a"), Quantity = 3 }, new CartQuantity { Item = Replica.Item("a"), Quantity = 2 }], ConcurrentSets.Larger));

    [Fact]
    public void Replacement_WithANegativeQuantity_IsRefusedAsOne()
    {
        var command = Assert.Single(CartDiff.Of(Served(), [new CartQuantity { Item = Replica.Item("a"), Quantity = -1 }], ConcurrentSets.Larger));
        Assert.Equal(CartRefusal.InvalidQuantity, CartRules.Judge(Served(), command, "x", null, Logged.Noon).Refused!.Reason);
    }

    private static CartHead Served()
    {
        var cart = new Logged("anna");
        cart.Add("a", 5);
        return cart.Head;
    }

    private static void Put(Logged cart, CartHead served, string actor, params (string Variant, int Quantity)[] wanted)
    {
        foreach (var command in CartDiff.Of(served, [.. wanted.Select(one => new CartQuantity { Item = Replica.Item(one.Variant), Quantity = one.Quantity })], ConcurrentSets.Larger))
        {
            Assert.NotNull(cart.Do(command with { Actor = actor, BasedOn = served.Version }));
        }
    }
}
