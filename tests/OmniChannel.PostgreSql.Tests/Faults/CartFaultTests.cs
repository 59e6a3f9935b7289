using OmniChannel.Storage;

namespace OmniChannel.Tests.PostgreSql.Faults;

/// <summary>A cart whose connection is cut in the middle of a commit, or whose server is killed: the command is repeated under its name and counts once, and the row is its log. P15, P16, P18.</summary>
public sealed class CartFaultTests
{
    private static readonly CartItem Mug = new() { Variant = "mug" };
    private static readonly CartId Anna = new(new CustomerId("anna"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 600_000)]
    [InlineData("CutBefore", false)]
    [InlineData("CutAfter", true)]
    public async Task Do_CommitCut_RepeatedUnderItsName_CountsOnce(string fate, bool stored)
    {
        await using var schema = new TemporarySchema();
        await using var proxy = new CuttingProxy(schema.ConnectionString);
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup
        {
            Store = PostgreSqlOmniStore.Create(schema.Options with { ConnectionString = proxy.ConnectionString, BusyTimeout = TimeSpan.FromSeconds(5) }),
            Options = { TimeZone = "Europe/Berlin" },
        });
        await runtime.StartAsync(Token);
        await AddAsync(runtime, "first");

        proxy.At("COMMIT\0", Enum.Parse<Fate>(fate));
        await Assert.ThrowsAsync<StoreOutcomeUnknownException>(() => AddAsync(runtime, "second"));
        Assert.Equal(stored, (await AddAsync(runtime, "second")).IsReplay);
        Assert.True((await AddAsync(runtime, "second")).IsReplay);
        await AssertAsync(runtime, Anna, 2);

        // The same for the step that makes an order: the claim is asked for again, and the late add is in the successor.
        var seen = (await runtime.Carts.ReadAsync(Anna, Token))!;
        var wanted = new CartClaim { TotalHash = seen.TotalHash, OpId = "claim" };
        proxy.At("COMMIT\0", Enum.Parse<Fate>(fate));
        await Assert.ThrowsAsync<StoreOutcomeUnknownException>(() => runtime.Carts.ClaimAsync(Anna, wanted, cancellationToken: Token).AsTask());
        var claim = Assert.IsType<CartResult.Applied>(await runtime.Carts.ClaimAsync(Anna, wanted, cancellationToken: Token));
        var late = await AddAsync(runtime, "late");
        proxy.At("COMMIT\0", Enum.Parse<Fate>(fate));
        await Assert.ThrowsAsync<StoreOutcomeUnknownException>(() => runtime.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token).AsTask());
        Assert.Equal(stored, Assert.IsType<CartResult.Applied>(await runtime.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token)).IsReplay);
        Assert.Equal(late.Cart, await runtime.Carts.CurrentAsync(Anna.Customer, Token));
        await AssertAsync(runtime, Anna, 2);
        await AssertAsync(runtime, late.Cart, 1);
    }

    [Fact(Timeout = 600_000)]
    public async Task Do_ServerKilledUnderLoad_EveryAddCountsOnce()
    {
        const int Writers = 4, Adds = 40;
        await using var server = await OwnServer.CreateAsync(Token);
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup
        {
            Store = PostgreSqlOmniStore.Create(new PostgreSqlStoreOptions { ConnectionString = server.ConnectionString, BusyTimeout = TimeSpan.FromSeconds(5) }),
            Options = { TimeZone = "Europe/Berlin" },
        });
        await runtime.StartAsync(Token);
        var (done, lost) = (0, 0);
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Adds; i++)
            {
                while (!await TryAsync($"{writer}-{i}"))
                {
                    Interlocked.Increment(ref lost);
                    met.TrySetResult();
                    await back.Task.WaitAsync(Token);
                }

                if (Interlocked.Increment(ref done) == Writers * Adds / 2)
                {
                    half.SetResult();
                }
            }
        }, Token)).ToList();

        await half.Task.WaitAsync(Token);
        await server.KillAsync(Token);
        await met.Task.WaitAsync(Token);
        await server.StartAsync(Token);
        back.SetResult();
        await Task.WhenAll(writers);

        Assert.True(lost >= 1, "No command met the death of the server.");
        await AssertAsync(runtime, Anna, Writers * Adds);
        Assert.True((await AddAsync(runtime, "0-0")).IsReplay);
        await AssertAsync(runtime, Anna, Writers * Adds);

        async Task<bool> TryAsync(string name)
        {
            try
            {
                await AddAsync(runtime, name);
                return true;
            }
            catch (Exception gone) when (gone is StoreUnavailableException or StoreOutcomeUnknownException or StoreConflictException)
            {
                return false;
            }
        }
    }

    private static async Task<CartResult.Applied> AddAsync(OmniChannelRuntime runtime, string name) =>
        Assert.IsType<CartResult.Applied>(await runtime.Carts.DoAsync(Anna, CartCommand.Add(Mug) with { OpId = name, Actor = "phone" }, cancellationToken: Token));

    private static async Task AssertAsync(OmniChannelRuntime runtime, CartId cart, int quantity)
    {
        Assert.Equal(quantity, Assert.Single((await runtime.Carts.ReadAsync(cart, Token))!.Lines).Quantity);
        Assert.True(await runtime.Carts.VerifyAsync(cart, Token), $"The head of {cart} is not its log's.");
    }
}
