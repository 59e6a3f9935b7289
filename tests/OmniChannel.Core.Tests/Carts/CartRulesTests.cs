namespace OmniChannel.Tests.Carts;

/// <summary>The table of bad inputs, cart.md 2.8, as far as a cart alone can answer.</summary>
public sealed class CartRulesTests
{
    private static readonly CartItem Mug = Replica.Item("mug");

    public static TheoryData<string> BrokenAttributes =>
    [
        "", "null", "[]", "7", "{", "{\"a\":1}x", "{\"a\":NaN}", "{\"a\":1e999}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\u0007\"}", "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}}}", $"{{\"a\":\"{new string('x', 2_048)}\"}}",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_000)]
    [InlineData(int.MaxValue)]
    public void Quantity_OutOfBounds_IsRefused(int quantity)
    {
        var cart = new Logged("anna");
        cart.Add("mug", 5);

        Assert.Equal(CartRefusal.InvalidQuantity, cart.Refused(CartCommand.Add(Mug, quantity)).Reason);
        Assert.Equal(CartRefusal.InvalidQuantity, cart.Refused(CartCommand.Decrement(Mug, quantity)).Reason);
        Assert.Equal(CartRefusal.InvalidQuantity, cart.Refused(CartCommand.Set(Mug, quantity == 0 ? -7 : quantity)).Reason);
    }

    [Fact]
    public void Set_ToZero_Removes()
    {
        var cart = new Logged("anna");
        cart.Add("mug", 5);
        cart.Do(CartCommand.Set(Mug, 0));

        Assert.Empty(cart.Quantities);
    }

    [Fact]
    public void Adds_BeyondTheLimitOfALine_AreStoredAndFlagged()
    {
        var cart = new Logged("anna");
        cart.Add("mug", 9_000);
        cart.Add("mug", 9_000);

        var line = Assert.Single(CartViews.Of(cart.Head, CartQuotes.None, ConcurrentSets.Larger).Lines);
        Assert.Equal((18_000, true), (line.Quantity, line.IsOverLimit));
    }

    [Fact]
    public void RemoveAndDecrement_OfAnUnknownLine_AreKeptForAuditAndDoNothing()
    {
        var cart = new Logged("anna");
        Assert.NotNull(cart.Do(CartCommand.Remove(Mug)));
        Assert.NotNull(cart.Do(CartCommand.Decrement(Mug)));
        Assert.Empty(cart.Quantities);
        Assert.NotNull(cart.Do(CartCommand.Set(Mug, 2)));
        Assert.Equal(2, cart.Of("mug"));
    }

    [Fact]
    public void BasedOn_AheadOfTheCart_IsRefused()
    {
        var cart = new Logged("anna");
        cart.Add("mug", 1);

        var refused = cart.Refused(CartCommand.Remove(Mug) with { BasedOn = 2 });
        Assert.Equal((CartRefusal.FutureContext, 1L), (refused.Reason, refused.Version));
    }

    [Fact]
    public void BasedOn_WhatIsFolded_TakesAddsOnly()
    {
        var cart = new Logged("anna");
        cart.Add("mug", 1);
        cart.Add("mug", 1);
        cart.Fold(2);

        Assert.Equal((CartRefusal.StaleContext, 2L), (cart.Refused(CartCommand.Remove(Mug) with { BasedOn = 1 }) is var refused ? refused.Reason : default, refused.Version));
        Assert.Equal(CartRefusal.StaleContext, cart.Refused(CartCommand.Set(Mug, 1) with { BasedOn = 1 }).Reason);
        Assert.NotNull(cart.Do(CartCommand.Add(Mug) with { BasedOn = 1 }));
        Assert.Equal(3, cart.Of("mug"));
    }

    [Fact]
    public void ActorSequence_WithAGap_NamesWhatIsMissing()
    {
        var cart = new Logged("anna");
        cart.Do(CartCommand.Add(Mug) with { Actor = "phone", ActorSequence = 1 });

        var refused = cart.Refused(CartCommand.Add(Mug) with { Actor = "phone", ActorSequence = 3 });
        Assert.Equal((CartRefusal.MissingOps, 2L), (refused.Reason, refused.From));
        Assert.Equal(CartRefusal.OpReused, cart.Refused(CartCommand.Add(Mug) with { Actor = "phone", ActorSequence = 1 }).Reason);
        Assert.NotNull(cart.Do(CartCommand.Add(Mug) with { Actor = "laptop", ActorSequence = 1 }));
    }

    [Fact]
    public void ExpectedVersion_ThatIsStale_IsRefused()
    {
        var cart = new Logged("anna");
        cart.Add("mug", 1);

        var refused = cart.Refused(CartCommand.Add(Mug) with { ExpectedVersion = 0 });
        Assert.Equal((CartRefusal.VersionConflict, 1L), (refused.Reason, refused.Version));
        Assert.NotNull(cart.Do(CartCommand.Add(Mug) with { ExpectedVersion = 1 }));
    }

    [Theory]
    [MemberData(nameof(BrokenAttributes))]
    public void Attributes_WithoutACanonicalForm_AreRefused(string attributes) =>
        Assert.Equal(CartRefusal.InvalidAttributes, new Logged("anna").Refused(CartCommand.Add(Mug with { Attributes = attributes })).Reason);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\u0000b")]
    public void Variant_ThatIsNoText_IsRefused(string variant) =>
        Assert.Equal(CartRefusal.InvalidAttributes, new Logged("anna").Refused(CartCommand.Add(new CartItem { Variant = variant })).Reason);

    [Fact]
    public void Variant_WithHalfASurrogatePair_IsRefused() =>
        Assert.Equal(CartRefusal.InvalidAttributes, new Logged("anna").Refused(CartCommand.Add(new CartItem { Variant = "a" + (char)0xD800 })).Reason);

    [Fact]
    public void Lines_BeyondFiveHundred_AndCodesBeyondFifty_AreRefused()
    {
        var head = CartHead.Empty(TenantId.Default, Replica.Cart);
        for (var line = 0; line < 500; line++)
        {
            head = head.With(CartRules.Judge(head, CartCommand.Add(new CartItem { Variant = $"v{line}" }), $"{line}", null, Logged.Noon).Op!)!;
        }

        Assert.Equal(CartRefusal.TooManyLines, CartRules.Judge(head, CartCommand.Add(Mug), "x", null, Logged.Noon).Refused!.Reason);
        Assert.NotNull(CartRules.Judge(head, CartCommand.Add(new CartItem { Variant = "v7" }), "x", null, Logged.Noon).Op);
        for (var code = 0; code < 50; code++)
        {
            head = head.With(CartRules.Judge(head, CartCommand.AddCode($"c{code}"), $"c{code}", null, Logged.Noon).Op!)!;
        }

        Assert.Equal(CartRefusal.TooManyLines, CartRules.Judge(head, CartCommand.AddCode("one more"), "x", null, Logged.Noon).Refused!.Reason);
    }

    [Fact]
    public void Currency_IsFixedByTheFirstPrice()
    {
        var cart = new Logged("anna");
        cart.Do(CartCommand.Add(Mug) with { Price = Money.Of(5, "EUR") });

        Assert.Equal(CartRefusal.CurrencyMismatch, cart.Refused(CartCommand.Add(Mug) with { Price = Money.Of(5, "SEK") }).Reason);
        Assert.Equal(CartRefusal.CurrencyMismatch, cart.Refused(CartCommand.Add(Mug with { PriceOverride = Money.Of(5, "SEK") })).Reason);
        Assert.Equal(new Currency("EUR"), cart.Head.Currency);
    }

    [Fact]
    public void Undo_OfWhatIsUnknownFoldedOrAnothers_IsRefused()
    {
        var cart = new Logged("anna");
        var first = cart.Add("mug", 1, "phone");
        var second = cart.Add("mug", 1, "phone");
        cart.Fold(first.Version);

        Assert.Equal(CartRefusal.UnknownOp, cart.Refused(CartCommand.Undo("nothing")).Reason);
        Assert.Equal(CartRefusal.UndoExpired, cart.Refused(CartCommand.Undo(first.Id) with { Actor = "phone" }).Reason);
        Assert.Equal(CartRefusal.Forbidden, cart.Refused(CartCommand.Undo(second.Id) with { Actor = "laptop" }).Reason);
        Assert.NotNull(cart.Do(CartCommand.Undo(second.Id) with { Actor = "agent", MayUndoOthers = true }));
        Assert.Equal(1, cart.Of("mug"));
    }

    [Fact]
    public void Codes_AreAnObservedRemoveSet()
    {
        var cart = new Logged("anna");
        cart.Do(CartCommand.AddCode("SPRING") with { Actor = "phone" });
        var seen = cart.Version;
        cart.Do(CartCommand.AddCode("SPRING") with { Actor = "laptop" });
        cart.Do(CartCommand.RemoveCode("SPRING") with { Actor = "phone", BasedOn = seen });

        Assert.Equal(["SPRING"], CartViews.Of(cart.Head, CartQuotes.None, ConcurrentSets.Larger).Codes);
        cart.Do(CartCommand.RemoveCode("SPRING"));
        Assert.Empty(CartViews.Of(cart.Head, CartQuotes.None, ConcurrentSets.Larger).Codes);
        Assert.Equal(CartRefusal.InvalidName, cart.Refused(CartCommand.AddCode("")).Reason);
        Assert.Equal(CartRefusal.InvalidName, cart.Refused(CartCommand.SetField(new string('x', 65), "")).Reason);
    }

    [Fact]
    public void ConcurrentSets_ShowBothUntilAnyoneSetsAgain_AndLatestIsAnOption()
    {
        var cart = new Logged("anna");
        cart.Add("mug", 5);
        cart.Do(CartCommand.Set(Mug, 7) with { Actor = "phone", BasedOn = 1, At = Logged.Noon.AddMinutes(-2) });
        cart.Do(CartCommand.Set(Mug, 3) with { Actor = "laptop", BasedOn = 1, At = Logged.Noon.AddMinutes(-1) });

        var larger = Assert.Single(CartViews.Of(cart.Head, CartQuotes.None, ConcurrentSets.Larger).Lines);
        var latest = Assert.Single(CartViews.Of(cart.Head, CartQuotes.None, ConcurrentSets.Latest).Lines);
        Assert.Equal((7, 3), (larger.Quantity, latest.Quantity));
        Assert.Equal([3, 7], larger.Conflict);
        cart.Do(CartCommand.Set(Mug, 4));
        Assert.False(CartViews.Of(cart.Head, CartQuotes.None, ConcurrentSets.Larger).HasConflicts);
    }
}
