using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Orchestration;

/// <summary>Carts follow their people, in the same transaction, and come back with them.</summary>
public sealed class LinkedCartsTests
{
    private static readonly CartItem Mug = new() { Variant = "mug" };
    private static readonly CartItem Lamp = new() { Variant = "lamp" };
    private static readonly Identifier Account = Identifier.AuthenticatedId("anna");
    private static readonly IdentityCommand Agent = new() { By = "agent-7", Reason = "they called" };

    [Fact]
    public async Task SignIn_LinksThePersonAndTheCart_AndUnlinkTakesBothBack()
    {
        await using var shop = await Shop.OpenAsync();
        var (visitor, account) = await TwoAsync(shop);
        await AddAsync(shop, visitor, Mug, 2);
        await AddAsync(shop, account, Mug, 1);
        await AddAsync(shop, account, Lamp, 1);

        var signedIn = await shop.Runtime.Identities.SignInAsync(visitor, [Account], cancellationToken: Shop.Stop);

        Assert.Equal((SignInOutcome.Linked, null), (signedIn.Outcome, signedIn.CartRefused));
        Assert.Equal("1 lamp, 2 mug", await LinesAsync(shop, account));
        Assert.Equal("1 lamp, 2 mug", await LinesAsync(shop, visitor));

        Assert.Equal((UnlinkOutcome.Unlinked, null), (await shop.Runtime.Identities.UnlinkAsync(visitor, Agent, Shop.Stop)) is var back ? (back.Outcome, back.CartRefused) : default);
        Assert.Equal(("1 lamp, 1 mug", "2 mug"), (await LinesAsync(shop, account), await LinesAsync(shop, visitor)));
    }

    [Fact]
    public async Task SignIn_InACheckout_ByItsPolicy_SumsOrReplaces()
    {
        await using var shop = await Shop.OpenAsync();
        var (visitor, account) = await TwoAsync(shop);
        await AddAsync(shop, visitor, Mug, 2);
        await AddAsync(shop, account, Mug, 1);

        await shop.Runtime.Identities.SignInAsync(visitor, [Account], new SignInOptions { CartPolicy = CartMergePolicy.Sum }, Shop.Stop);

        Assert.Equal("3 mug", await LinesAsync(shop, account));
    }

    [Fact]
    public async Task SignIn_WithACartInAnotherCurrency_LinksThePerson_AndSaysWhyTheCartStays()
    {
        await using var shop = await Shop.OpenAsync();
        var (visitor, account) = await TwoAsync(shop);
        await shop.Runtime.Carts.DoAsync(new(visitor), CartCommand.Add(Mug) with { Price = Money.Of(10, "SEK") }, cancellationToken: Shop.Stop);
        await shop.Runtime.Carts.DoAsync(new(account), CartCommand.Add(Lamp) with { Price = Money.Of(10, "EUR") }, cancellationToken: Shop.Stop);

        var signedIn = await shop.Runtime.Identities.SignInAsync(visitor, [Account], cancellationToken: Shop.Stop);

        Assert.Equal((SignInOutcome.Linked, (CartRefusal?)CartRefusal.CurrencyMismatch), (signedIn.Outcome, signedIn.CartRefused));
        Assert.Equal(("1 mug", "1 lamp"), (await LinesAsync(shop, visitor), await LinesAsync(shop, account)));
        Assert.Null((await shop.Runtime.Identities.UnlinkAsync(visitor, Agent, Shop.Stop)).CartRefused);
    }

    [Theory]
    [InlineData(Failpoints.CartAppended)]
    [InlineData(Failpoints.CartPut)]
    [InlineData(Failpoints.IdentityBeforeCommit)]
    public async Task SignIn_WhenTheProcessEndsOnTheWay_DoesNeither_AndTheRetryDoesBothOnce(string place)
    {
        string? dies = null;
        await using var shop = await Shop.OpenAsync(setup => setup.OnFailpoint = name =>
        {
            if (name == dies)
            {
                throw new IOException("the process ended");
            }
        });
        var (visitor, account) = await TwoAsync(shop);
        await AddAsync(shop, visitor, Mug, 2);
        await AddAsync(shop, account, Mug, 1);
        dies = place;

        await Assert.ThrowsAsync<IOException>(async () => await shop.Runtime.Identities.SignInAsync(visitor, [Account], new SignInOptions { CartPolicy = CartMergePolicy.Sum }, Shop.Stop));
        Assert.Equal(("2 mug", "1 mug"), (await LinesAsync(shop, visitor), await LinesAsync(shop, account)));
        Assert.Equal([visitor], (await shop.Runtime.Identities.ReadAsync(visitor, Shop.Stop)).Customers);

        dies = null;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await shop.Runtime.Identities.SignInAsync(visitor, [Account], new SignInOptions { CartPolicy = CartMergePolicy.Sum }, Shop.Stop), Shop.Stop)));
        Assert.Equal("3 mug", await LinesAsync(shop, account));
    }

    [Fact]
    public async Task Unlink_OfAnyLinks_InTheirOrderBack_RestoresEveryCart()
    {
        await using var shop = await Shop.OpenAsync();
        var people = Enumerable.Range(0, 5).Select(i => new CustomerId($"p{i}")).ToArray();
        foreach (var (customer, i) in people.Select((customer, i) => (customer, i)))
        {
            await AddAsync(shop, customer, Mug, i + 1);
            await AddAsync(shop, customer, new CartItem { Variant = $"own-{i}" }, 1);
        }

        var before = await AllAsync(shop, people);
        foreach (var links in Gen.Choose(0, 4).SelectMany(from => Gen.Choose(0, 4).Select(into => (from, into))).ListOf(6).Sample(50, 15))
        {
            var made = new Stack<CustomerId>();
            foreach (var (from, into) in links)
            {
                var person = await shop.Runtime.Identities.ReadAsync(people[from], Shop.Stop);
                if ((await shop.Runtime.Identities.LinkAsync(people[from], people[into], Agent, Shop.Stop)).Outcome == LinkOutcome.Linked)
                {
                    made.Push(person.Survivor);
                }
            }

            while (made.TryPop(out var customer))
            {
                var back = await shop.Runtime.Identities.UnlinkAsync(customer, Agent, Shop.Stop);
                Assert.Equal((UnlinkOutcome.Unlinked, null), (back.Outcome, back.CartRefused));
            }

            Assert.Equal(before, await AllAsync(shop, people));
        }
    }

    private static async Task<(CustomerId Visitor, CustomerId Account)> TwoAsync(Shop shop) => (
        (await shop.Runtime.Identities.ResolveAsync([Identifier.Browser("b")], cancellationToken: Shop.Stop)).Customer,
        (await shop.Runtime.Identities.ResolveAsync([Account], cancellationToken: Shop.Stop)).Customer);

    private static async Task AddAsync(Shop shop, CustomerId customer, CartItem item, int quantity) =>
        Assert.IsType<CartResult.Applied>(await shop.Runtime.Carts.DoAsync(new(customer), CartCommand.Add(item, quantity), cancellationToken: Shop.Stop));

    private static async Task<string> AllAsync(Shop shop, IEnumerable<CustomerId> customers)
    {
        var lines = new List<string>();
        foreach (var customer in customers)
        {
            lines.Add($"{customer}: {await LinesAsync(shop, customer)}");
        }

        return string.Join('\n', lines);
    }

    private static async Task<string> LinesAsync(Shop shop, CustomerId customer) =>
        await shop.Runtime.Carts.ReadAsync(await shop.Runtime.Carts.CurrentAsync(customer, Shop.Stop), Shop.Stop) is { } view
            ? string.Join(", ", view.Lines.Select(line => $"{line.Quantity} {line.Item.Variant}").Order(StringComparer.Ordinal))
            : "";
}
