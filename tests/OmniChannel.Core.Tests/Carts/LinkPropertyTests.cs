using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Carts;

/// <summary>P10 to P14 of links, over random pairs of carts.</summary>
public sealed class LinkPropertyTests
{
    private static readonly string[] Lines = ["A", "B", "C"];
    private static readonly Arbitrary<int[]> Pairs = Gen.ArrayOf(Gen.Choose(0, 1_000_000)).Resize(48).ToArbitrary();

    [Fact]
    public void AnyTwoCarts_Linked_KeepTheirPromises() => Check(2_000);

    [Fact]
    public void AnyTwoCarts_Linked_KeepTheirPromisesAHundredThousandTimes()
    {
        Needs.LongRun();
        Check(100_000);
    }

    [Fact]
    public void AThousandLinksAndUnlinks_InAnyOrder_RestoreBothCartsExactly()
    {
        var chance = new Steps([.. Enumerable.Range(0, 8_000).Select(i => (int)((i * 2654435761L) % 1_000_003))]);
        for (var sequence = 0; sequence < 1_000; sequence++)
        {
            var (known, guest) = (Shop("known", chance), Shop("guest", chance));
            var (before, theirs) = (known.Quantities, guest.Quantities);
            for (var round = 0; round <= chance.Next(3); round++)
            {
                var link = known.Link(guest, (CartMergePolicy)chance.Next(8))!;
                known.Undo(link.Id);
                Assert.Equal(before, known.Quantities);
                Assert.Equal(theirs, guest.Quantities);
            }
        }
    }

    [Fact]
    public void Links_InACircle_AreSeen()
    {
        Logged known = new("known"), guest = new("guest"), third = new("third");
        known.Add("A", 1);
        guest.Add("A", 1);
        third.Add("A", 1);
        guest.Link(third, CartMergePolicy.Sum);
        known.Link(guest, CartMergePolicy.Sum);

        Assert.True(known.Head.Has(guest.Cart));
        Assert.True(known.Head.Has(third.Cart));
        Assert.False(third.Head.Has(known.Cart));
        Assert.Null(known.Link(guest, CartMergePolicy.Sum));
        Assert.Equal(3, known.Of("A"));
    }

    private static void Check(int pairs) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(pairs), Prop.ForAll(Pairs, numbers => CheckPair(new Steps(numbers))));

    private static void CheckPair(Steps steps)
    {
        foreach (var policy in (CartMergePolicy[])[CartMergePolicy.Sum, CartMergePolicy.Higher])
        {
            steps.Rewind();
            var (known, guest) = (Shop("known", steps), Shop("guest", steps));
            var (before, theirs) = (known.Quantities, guest.Quantities);
            var seenBefore = known.Version;
            var link = known.Link(guest, policy)!;

            // P10
            foreach (var line in Lines.Select(Replica.Key))
            {
                var (k, g) = (before.GetValueOrDefault(line), theirs.GetValueOrDefault(line));
                Assert.Equal(policy == CartMergePolicy.Sum ? k + g : int.Max(k, g), known.Quantities.GetValueOrDefault(line));
            }

            // P11: again is nothing
            Assert.Null(known.Link(guest, policy));

            // P13: on either side, once and in full; by a device that had not seen the link too
            var had = known.Of("A");
            known.Do(CartCommand.Add(Replica.Item("A"), 2) with { Actor = "tab" }, via: link.Id);
            Assert.Equal(had + 2, known.Of("A"));
            known.Add("A", 1, "phone", seenBefore);
            Assert.Equal(had + 3, known.Of("A"));

            // P7 goes on for whoever has seen the link
            known.Do(CartCommand.Decrement(Replica.Item("A"), 2));
            Assert.Equal(int.Max(0, had + 1), known.Of("A"));
            known.Do(CartCommand.Set(Replica.Item("B"), 4));
            Assert.Equal(4, known.Of("B"));

            // P12: what was undone leaves the guest as it was, and what the known cart did since stays
            known.Undo(link.Id);
            Assert.Equal(theirs, guest.Quantities);
            Assert.Equal(4, known.Of("B"));
            Assert.Equal(before.GetValueOrDefault(Replica.Key("C")), known.Of("C"));
        }

        CheckTwoServers(steps);
    }

    /// <summary>P11: a link that had not seen a late add gives no less than what was seen on either side.</summary>
    private static void CheckTwoServers(Steps steps)
    {
        foreach (var policy in (CartMergePolicy[])[CartMergePolicy.Sum, CartMergePolicy.Higher])
        {
            steps.Rewind();
            var (known, guest) = (Shop("known", steps), Shop("guest", steps));
            var (before, theirs, version) = (known.Quantities, guest.Quantities, known.Version);
            var planned = LinkPlan.Of(known.Head, guest.Head, policy, ConcurrentSets.Larger);
            known.Add("A", 1, "offline", version);
            known.Append(new CartOp { Id = "late", Version = known.Version + 1, BasedOn = version, Kind = CartOpKind.Link, Link = planned, Actor = "server", At = Logged.Noon, ReceivedAt = Logged.Noon });
            foreach (var line in Lines)
            {
                var (k, g) = (before.GetValueOrDefault(Replica.Key(line)) + (line == "A" ? 1 : 0), theirs.GetValueOrDefault(Replica.Key(line)));
                Assert.True(known.Of(line) >= (policy == CartMergePolicy.Sum ? k + g : int.Max(k, g)), $"{policy} of {line}: {known.Of(line)} is less than {k} and {g} allow");
            }
        }
    }

    private static Logged Shop(string customer, Steps steps)
    {
        var cart = new Logged(customer);
        for (var left = steps.Next(6) + (customer == "guest" ? 1 : 0); left > 0; left--)
        {
            var item = Replica.Item(Lines[steps.Next(3)]);
            cart.Do(steps.Next(10) switch
            {
                < 5 => CartCommand.Add(item, 1 + steps.Next(3)),
                < 7 => CartCommand.Decrement(item, 1 + steps.Next(2)),
                7 => CartCommand.Remove(item),
                _ => CartCommand.Set(item, 1 + steps.Next(5)),
            });
        }

        return cart;
    }

    private sealed class Steps(int[] numbers)
    {
        private int at;

        public int Next(int below) => numbers.Length == 0 ? 0 : numbers[at++ % numbers.Length] % below;

        public void Rewind() => at = 0;
    }
}
