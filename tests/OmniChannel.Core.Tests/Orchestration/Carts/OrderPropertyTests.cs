using FsCheck;
using FsCheck.Fluent;
using static OmniChannel.Tests.Orchestration.Carts.CartShop;

namespace OmniChannel.Tests.Orchestration.Carts;

/// <summary>P15 and P16 over random runs on one store: whatever is repeated, claimed, added late, released, ordered or left until the claim runs out, the orders and the cart in use are the acknowledged adds, each once.</summary>
public sealed class OrderPropertyTests
{
    private static readonly CartItem[] Items = [Mug, Lamp];
    private static readonly Arbitrary<int[]> Runs = Gen.ArrayOf(Gen.Choose(0, 1_000_000)).Resize(40).ToArbitrary();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task AnyRun_OfClaimsAndRepeatedAdds_OrdersEachAddOnce() => CheckAsync(2_000);

    [Fact]
    public async Task AnyRun_OfClaimsAndRepeatedAdds_OrdersEachAddOnceAHundredThousandTimes()
    {
        Needs.LongRun();
        for (var shops = 0; shops < 50; shops++)
        {
            await CheckAsync(2_000);
        }
    }

    private static async Task CheckAsync(int runs)
    {
        await using var shop = await OpenAsync();
        var (customers, orders, late) = (0, 0, 0);
        await Task.Run(() => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(runs), Prop.ForAll(Runs, async numbers =>
        {
            var run = new Run(shop, new CustomerId($"c-{++customers}"), numbers);
            await run.GoAsync();
            (orders, late) = (orders + run.Orders, late + run.Late);
        })), Token);
        Assert.True(orders > runs / 10 && late > runs / 10, $"Only {orders} orders were made, and {late} adds came late.");
    }

    private sealed class Run(CartShop shop, CustomerId customer, int[] numbers)
    {
        private readonly Dictionary<string, (CartCommand Command, CartId Asked, CartResult.Applied Answer)> acknowledged = [];
        private readonly Dictionary<string, string> ordered = [];
        private (CartId Cart, long Number, string Lines)? claim;
        private int at;
        private int claims;

        public int Orders => ordered.Count;

        /// <summary>Adds that came while a cart was being paid for.</summary>
        public int Late { get; private set; }

        public async Task GoAsync()
        {
            while (at < numbers.Length)
            {
                await StepAsync(Next(12));
            }

            await CheckAsync();
        }

        private int Next(int below) => at < numbers.Length ? numbers[at++] % below : 0;

        private async Task StepAsync(int kind)
        {
            switch (kind)
            {
                case < 4:
                    // Through the cart in use, or through the first, which may be claimed or an order long since.
                    await AddAsync(Next(3) == 0 ? new CartId(customer) : await shop.Carts.CurrentAsync(customer, Token));
                    break;
                case < 6 when acknowledged.Count > 0:
                    await RepeatAsync(acknowledged.Values.ElementAt(Next(acknowledged.Count)));
                    break;
                case < 8 when claim is null:
                    await ClaimAsync();
                    break;
                case < 10 when claim is { } held:
                    await CompleteAsync(held);
                    break;
                case 10 when claim is { } held:
                    await shop.Carts.ReleaseAsync(held.Cart, held.Number, cancellationToken: Token);
                    claim = null;
                    break;
                case 11 when claim is { } held:
                    shop.Clock.Advance(TimeSpan.FromMinutes(15));
                    Assert.Equal(CartRefusal.NotClaimed, Assert.IsType<CartResult.Refused>(await shop.Carts.CompleteAsync(held.Cart, held.Number, "too late", cancellationToken: Token)).Reason);
                    claim = null;
                    await AddAsync(held.Cart); // ends the claim
                    break;
            }
        }

        private async Task AddAsync(CartId cart)
        {
            var command = CartCommand.Add(Items[Next(2)], 1 + Next(3)) with { OpId = $"op-{acknowledged.Count}", Actor = "phone" };
            var answer = Assert.IsType<CartResult.Applied>(await shop.Carts.DoAsync(cart, command, cancellationToken: Token));
            Assert.False(answer.IsReplay);
            Assert.True(claim is null || answer.Cart != claim.Value.Cart, "An add went into a cart that is being paid for.");
            Late += claim is null ? 0 : 1;
            acknowledged[command.OpId!] = (command, cart, answer);
        }

        private async Task RepeatAsync((CartCommand Command, CartId Asked, CartResult.Applied Answer) before)
        {
            var again = Assert.IsType<CartResult.Applied>(await shop.Carts.DoAsync(before.Asked, before.Command, cancellationToken: Token));
            Assert.Equal((true, before.Answer.Cart, before.Answer.Version, Lines(before.Answer.View)), (again.IsReplay, again.Cart, again.Version, Lines(again.View)));
            var other = CartCommand.Add(before.Command.Item!, before.Command.Quantity + 1) with { OpId = before.Command.OpId, Actor = "phone" };
            Assert.Equal(CartRefusal.OpReused, (await shop.RefusedAsync(before.Asked, other)).Reason);
        }

        private async Task ClaimAsync()
        {
            var cart = await shop.Carts.CurrentAsync(customer, Token);
            if (await shop.Carts.ReadAsync(cart, Token) is not { Lines.Count: > 0 } seen)
            {
                return;
            }

            var wanted = new CartClaim { TotalHash = seen.TotalHash, OpId = $"claim-of-{seen.Version}-{at}" };
            var claimed = Assert.IsType<CartResult.Applied>(await shop.Carts.ClaimAsync(cart, wanted, cancellationToken: Token));
            Assert.Equal(claimed.Version, Assert.IsType<CartResult.Applied>(await shop.Carts.ClaimAsync(cart, wanted, cancellationToken: Token)).Version);
            claim = (cart, claimed.Version, Lines(seen));
            claims++;
        }

        private async Task CompleteAsync((CartId Cart, long Number, string Lines) held)
        {
            var order = $"o-{ordered.Count}";
            for (var time = 0; time < 2; time++)
            {
                var made = Assert.IsType<CartResult.Applied>(await shop.Carts.CompleteAsync(held.Cart, held.Number, order, cancellationToken: Token));
                Assert.Equal((time > 0, held.Lines), (made.IsReplay, Lines(made.View)));
            }

            ordered[order] = held.Lines;
            claim = null;
        }

        private async Task CheckAsync()
        {
            if (claim is { } held)
            {
                await shop.Carts.ReleaseAsync(held.Cart, held.Number, cancellationToken: Token);
            }

            var found = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var number = 1; number <= claims + 1; number++)
            {
                var cart = new CartId(customer, number);
                Assert.True(await shop.Carts.VerifyAsync(cart, Token), $"The head of {cart} is not its log's.");
                if (await shop.Carts.ReadAsync(cart, Token) is not { Stage: not CartStage.Merged } view)
                {
                    continue;
                }

                Assert.True(view.Stage != CartStage.Ordered || ordered[view.Order!] == Lines(view), "An order changed after it was made.");
                foreach (var line in view.Lines)
                {
                    found[line.Item.Variant] = found.GetValueOrDefault(line.Item.Variant) + line.Quantity;
                }
            }

            var added = acknowledged.Values.GroupBy(one => one.Command.Item!.Variant).ToDictionary(same => same.Key, same => same.Sum(one => one.Command.Quantity));
            Assert.Equal(added, found);
        }
    }
}
