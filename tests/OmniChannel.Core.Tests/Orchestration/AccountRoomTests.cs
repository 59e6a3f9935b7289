using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

/// <summary>An account that bears two calls at once is given no third; whoever waits goes out afterwards, and other accounts are not held up by it.</summary>
public sealed class AccountRoomTests
{
    [Fact]
    public async Task Dispatch_ToASlowAccount_KeepsItsRoomAndLosesNothing()
    {
        var (under, most) = (0, 0);
        var slow = new ScriptedAdapter(Channel.Email, "slow");
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Options.Delivery.Accounts["email/slow"] = new AccountLimits { MaxConcurrent = 2 };
            setup.Adapters[0] = slow;
        });
        slow.Answer = async (_, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref under));
            for (var i = 0; i < 50; i++)
            {
                await Task.Yield();
            }

            Interlocked.Decrement(ref under);
            return AttemptOutcome.Accepted();
        };
        for (var i = 0; i < 30; i++)
        {
            var customer = new CustomerId($"customer-{i}");
            await shop.Runtime.SaveAsync(Shop.Profile with { Id = customer, ContactPoints = [ContactPoint.Email($"{i}@example.com")] }, Shop.Stop);
            await shop.Runtime.SendAsync(Shop.Message, customer, cancellationToken: Shop.Stop);
        }

        for (var i = 0; i < 300 && slow.Given.Count < 30; i++)
        {
            await shop.DispatchAsync();
            shop.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(30, slow.Given.Select(given => given.Customer).Distinct().Count());
        Assert.InRange(most, 1, 2);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
