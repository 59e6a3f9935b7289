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

    /// <summary>A campaign whose calls do not end holds up no one-time code.</summary>
    [Fact]
    public async Task Dispatch_WhileACampaignTakesAllItMay_SendsWhatIsUrgent()
    {
        var slow = new ScriptedAdapter(Channel.Email, "slow");
        var release = new TaskCompletionSource();
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Options.Delivery.Accounts["email/slow"] = new AccountLimits { MaxConcurrent = 2 };
            setup.Adapters[0] = slow;
        });
        slow.Answer = async (message, _) =>
        {
            await (message.Urgency != Urgency.Critical ? release.Task : Task.CompletedTask);
            return AttemptOutcome.Accepted();
        };
        for (var i = 0; i < 6; i++)
        {
            var customer = new CustomerId($"customer-{i}");
            await shop.Runtime.SaveAsync(Shop.Profile with { Id = customer, ContactPoints = [ContactPoint.Email($"{i}@example.com")] }, Shop.Stop);
            await shop.Runtime.SendAsync(Shop.Message, customer, cancellationToken: Shop.Stop);
        }

        var campaign = shop.DispatchAsync().AsTask();
        while (slow.Given.Count == 0)
        {
            Shop.Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        var code = await shop.QueueAsync(Shop.Message with { Urgency = Urgency.Critical });
        await shop.DispatchAsync();

        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(code)).Status);
        Assert.Single(slow.Given, given => given.Urgency != Urgency.Critical);
        release.SetResult();
        await campaign;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
